import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConversationStore } from './agent/conversation-store.ts';
import { createApp } from './app.ts';
import { createIndexDefinitions } from './data/index-definitions.ts';
import { createHttpServer } from './http/create-server.ts';
import { createDenoMinter } from './minting/deno-minter.ts';
import { mintWithNode } from './minting/mint-with-node.ts';
import { createRateLimiter } from './rate-limit.ts';
import { createSearchIndices } from './search/search-index.ts';

export interface ServiceOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where the built page lies, absolute. */
  pageDirectory: string;
  /** The Deno program that mints, absolute. */
  denoScript: string;
  /** Count rate limits in this Redis instead of in memory. */
  redisUrl?: string | undefined;
  /** How long a request may take to arrive, in milliseconds. */
  requestTimeoutMs?: number;
}

export interface Service {
  port: number;
  url: string;
  /** Starts the Deno process ahead of the first order to mint. */
  warmUp(): void;
  /** Stops taking requests, lets running ones end, and ends the child processes. */
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';
const defaultRequestTimeoutMs = 10_000;
const stopGraceMs = 2_000;
const sweepMs = 50;
/** Connections that may wait to be accepted: a load of two thousand at once must not be turned away. */
const backlog = 4096;

/**
 * Starts the local search service on loopback.
 *
 * @throws {Error} with `code` `EADDRINUSE` where the port is taken; where no Redis answers at `redisUrl`.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const rateLimiter = await createRateLimiter(options.redisUrl);
  const denoMinter = createDenoMinter(options.denoScript);
  const app = createApp(
    {
      indices: createSearchIndices(createIndexDefinitions()),
      rateLimiter,
      conversations: createConversationStore(),
      minters: { node: mintWithNode, deno: denoMinter.mint },
    },
    options.pageDirectory,
  );
  const server = createHttpServer(app.fetch, options.requestTimeoutMs ?? defaultRequestTimeoutMs);

  try {
    await listen(server, options.port);
  } catch (error) {
    await rateLimiter.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    warmUp: denoMinter.warmUp,
    async stop() {
      await Promise.all([close(server), denoMinter.stop()]);
      await rateLimiter.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: loopback, backlog }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    const force = setTimeout(() => server.closeAllConnections(), stopGraceMs);
    // A connection whose last answer has gone out would otherwise be kept alive until then.
    const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
    server.close(() => {
      clearTimeout(force);
      clearInterval(sweep);
      resolve();
    });
  });
}
