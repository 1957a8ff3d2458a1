import { startEmulator } from '@forgekey/emulator';
import { demoData, type ServiceData } from './data/service-data.ts';
import { adminKey, parentKeys } from './keys/parent-keys.ts';
import { userTokenSecrets } from './keys/user-token-secrets.ts';
import { createDenoMinter } from './minting/deno-minter.ts';
import { mintWithNode } from './minting/mint-with-node.ts';
import { createPageRoutes } from './routes/page-routes.ts';
import { createPlaygroundRoutes } from './routes/playground-routes.ts';

export interface ServiceOptions {
  /** 0 takes any free port. */
  port: number;
  /** The absolute path of the built page. */
  pageDirectory: string;
  /** The absolute path of the Deno program that mints. */
  denoScript: string;
  /** Count rate limits in this Redis instead of in memory. */
  redisUrl?: string | undefined;
  /** The data to search; the demo data by default. */
  data?: ServiceData;
  /** How long a request may take to arrive, in milliseconds. */
  requestTimeoutMs?: number;
}

export interface Service {
  port: number;
  url: string;
  /** Starts the Deno process before the first request to mint. */
  warmUp(): void;
  /** Stops taking requests, lets running ones end, and ends the child processes. */
  stop(): Promise<void>;
}

/**
 * Starts the emulator with its data, the page and its minting routes, on loopback.
 *
 * @throws {Error} with `code` `EADDRINUSE` if the port is taken; if no Redis answers at `redisUrl`
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { port, redisUrl, requestTimeoutMs, data = demoData() } = options;
  const denoMinter = createDenoMinter(options.denoScript);
  const emulator = await startEmulator({
    indices: data.indices,
    parentApiKeys: {
      ...Object.fromEntries(
        parentKeys.filter(key => key.mintable).map(({ apiKey, limits }) => [apiKey, limits]),
      ),
      ...data.parentApiKeys,
    },
    adminApiKey: adminKey.apiKey,
    secretKeys: userTokenSecrets,
    agents: data.agents,
    port,
    ...(redisUrl !== undefined && { redisUrl }),
    ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
    routes: [
      createPlaygroundRoutes(data, { node: mintWithNode, deno: denoMinter.mint }),
      createPageRoutes(options.pageDirectory),
    ],
  });
  return {
    port: emulator.port,
    url: emulator.url,
    warmUp: denoMinter.warmUp,
    async stop() {
      await Promise.all([emulator.close(), denoMinter.stop()]);
    },
  };
}
