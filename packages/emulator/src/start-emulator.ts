import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectRedis, RateLimits } from './access/rate-limit.ts';
import { createApp } from './app.ts';
import { Application } from './application.ts';
import { createHttpServer } from './http/create-server.ts';
import type { RequestDecision } from './http/request-log.ts';
import {
  agentsOf,
  type EmulatorContents,
  type EmulatorOptions,
  readContents,
  readOptions,
} from './options.ts';

/** How the official clients name a server: `algoliasearch(appId, apiKey, { hosts })`. */
export interface ClientHost {
  /** The name of the host, without protocol and port. */
  readonly url: string;
  /** The port of the emulator. */
  readonly port: number;
  /** The emulator does not speak TLS. */
  readonly protocol: 'http';
  /** It takes both reads and writes. */
  readonly accept: 'readWrite';
}

/** A running emulator. */
export interface Emulator {
  /** `http://localhost:PORT`. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** For `algoliasearch(appId, apiKey, { hosts: emulator.hosts })`. */
  readonly hosts: ClientHost[];
  /** The Admin API key. */
  readonly adminApiKey: string;
  /** The last 1,000 requests, oldest first, each with the reason for its answer. */
  readonly requests: readonly RequestDecision[];
  /** Calls `listener` with each decision from now on. The returned function stops this. */
  onRequest(listener: (decision: RequestDecision) => void): () => void;
  /** The events that were sent to `/1/events`. */
  readonly events: readonly unknown[];
  /**
   * Restores the records, settings, rules, keys and counters of the options, and clears the requests and events. If you
   * pass other contents, they replace those of the options from now on. Invalid contents change nothing.
   *
   * @throws {TypeError} as `startEmulator`
   */
  reset(contents?: EmulatorContents): Promise<void>;
  /** Stops taking requests and lets running ones end. After two seconds, it closes the connections that are left. */
  close(): Promise<void>;
  /** Calls `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

const STOP_GRACE_MS = 2_000;
const SWEEP_MS = 50;
/** How many connections may wait to be accepted: two thousand at once must not be refused. */
const BACKLOG = 4096;

/**
 * Starts a local search service that stands in for Algolia and enforces API keys and user tokens. Unmodified official
 * clients work with it. Nothing is shared between two emulators, and nothing is persisted.
 *
 * It does not imitate relevance: ranking follows the vendor's criteria only roughly. It is not made to be reached from
 * other machines.
 *
 * @throws {TypeError} for an unknown option or one of the wrong type; a `SeedError` names the record, rule or settings
 * @throws {Error} with the code `EADDRINUSE` if the port is taken, and if no Redis answers at `redisUrl`
 * @example
 * const emulator = await startEmulator({
 *   indices: { products: { records: [{ objectID: '1', name: 'Shoe', tenant: 'a' }] } },
 *   parentApiKeys: { [parentApiKey]: {} },
 * });
 * const client = algoliasearch('APP', securedApiKey, { hosts: emulator.hosts });
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const seed = readOptions(options);
  const {
    port: wantedPort = 0,
    host = '127.0.0.1',
    redisUrl,
    requestTimeoutMs = 10_000,
    routes = [],
  } = options;
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl);
  const application = new Application(seed, new RateLimits(redis));
  const server = createHttpServer(createApp(application, routes).fetch, requestTimeoutMs);
  try {
    await listen(server, wantedPort, host);
  } catch (error) {
    application.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    application.close();
    closing ??= drain(server);
    return closing;
  };
  return {
    url: `http://localhost:${port}`,
    port,
    hosts: [{ url: 'localhost', port, protocol: 'http', accept: 'readWrite' }],
    adminApiKey: seed.adminApiKey,
    get requests() {
      return application.log.decisions;
    },
    onRequest: listener => application.log.listen(listener),
    get events() {
      return application.events;
    },
    reset: async contents => {
      if (contents === undefined) return application.reset();
      const { indices, parentApiKeys } = readContents(contents, seed.adminApiKey);
      const agents = options.agents ?? agentsOf(indices);
      return application.reset({ ...seed, indices, parentApiKeys, agents });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function drain(server: Server): Promise<void> {
  return new Promise(resolve => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    // An idle connection would otherwise be kept alive until then.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(force);
      clearInterval(sweep);
      resolve();
    });
  });
}
