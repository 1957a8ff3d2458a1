import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from '../http/api-error.ts';
import { engineRefusal } from '../http/engine-refusal.ts';
import { fingerprint, type StoredKey } from './key-ring.ts';

/** Who is counted: the user that the key names, otherwise the address. */
export interface CountedCaller {
  readonly userToken: string | undefined;
  readonly ip: string;
}

/** How much of the hourly limit a caller has used. */
export interface Quota {
  /** The requests per hour that the parent key allows. */
  readonly limit: number;
  /** How many requests are left. */
  readonly remaining: number;
  /** When the full limit is available again; absent if nothing has been counted. */
  readonly resetsInSec?: number;
}

type Limiter = RateLimiterMemory | RateLimiterRedis;
type RedisClient = import('@redis/client').RedisClientType;

const SECONDS_PER_HOUR = 3600;
const CONNECT_TIMEOUT_MS = 2000;
const MAX_RECONNECT_DELAY_MS = 2000;

/** Counts queries against the hourly limit of their parent key, in memory or in Redis, which several processes can share. */
export class RateLimits {
  readonly #limiters = new Map<string, Limiter>();
  /** What this process has counted, by limiter. */
  readonly #counters = new Map<Limiter, Set<string>>();
  readonly #redis: RedisClient | undefined;

  constructor(redis?: RedisClient) {
    this.#redis = redis;
  }

  /**
   * Refused queries count too.
   *
   * @throws {ApiError} 429 over the limit
   */
  async consume(parent: StoredKey, caller: CountedCaller, queries: number): Promise<void> {
    const limiter = this.#limiterOf(parent);
    if (limiter === undefined) return;
    const counter = counterOf(caller);
    this.#counters.get(limiter)?.add(counter);
    try {
      await limiter.consume(counter, queries);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      const { status, message, details } = engineRefusal('ERR_RATE_LIMITED');
      const seconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      throw new ApiError(status, message, details, { 'retry-after': String(seconds) });
    }
  }

  /** Reads the counter without counting; undefined if the parent key has no limit. */
  async quotaOf(parent: StoredKey, caller: CountedCaller): Promise<Quota | undefined> {
    const limiter = this.#limiterOf(parent);
    if (limiter === undefined) return undefined;
    const limit = limiter.points;
    const counted = await limiter.get(counterOf(caller));
    if (counted === null) return { limit, remaining: limit };
    return {
      limit,
      remaining: counted.remainingPoints,
      resetsInSec: Math.ceil(counted.msBeforeNext / 1000),
    };
  }

  /** Resets the counters of this process. In a shared Redis, this also resets what other processes counted for the same callers. */
  async reset(): Promise<void> {
    const counters = [...this.#counters];
    for (const [limiter, names] of counters) {
      await Promise.all([...names].map(name => limiter.delete(name)));
      names.clear();
    }
  }

  close(): void {
    if (this.#redis?.isOpen) this.#redis.destroy();
  }

  #limiterOf({ value, limits }: StoredKey): Limiter | undefined {
    const points = limits.maxQueriesPerIPPerHour ?? 0;
    if (points === 0) return undefined;
    const name = `${fingerprint(value)}:${points}`;
    let limiter = this.#limiters.get(name);
    if (limiter === undefined) {
      limiter = createLimiter(name, points, this.#redis);
      this.#limiters.set(name, limiter);
      this.#counters.set(limiter, new Set());
    }
    return limiter;
  }
}

function createLimiter(name: string, points: number, redis: RedisClient | undefined): Limiter {
  const options = { points, duration: SECONDS_PER_HOUR, keyPrefix: `forgekey-emulator:${name}` };
  const memory = new RateLimiterMemory(options);
  if (redis === undefined) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    useRedisPackage: true,
    insuranceLimiter: memory,
  });
}

/** A user and an address with the same text are counted separately. The digest keeps both out of the store. */
function counterOf({ userToken, ip }: CountedCaller): string {
  const counter = userToken === undefined ? `ip:${ip}` : `user:${userToken}`;
  return createHash('sha256').update(counter).digest('base64url');
}

/**
 * Connects to Redis. If the connection is lost later, counting continues in memory.
 *
 * @throws {Error} if `@redis/client` is not installed, or if nothing answers at the address
 */
export async function connectRedis(url: string): Promise<RedisClient> {
  const { createClient } = await import('@redis/client').catch(() => {
    throw new Error(
      'Shared rate limits need the package "@redis/client". Install it: npm install @redis/client',
    );
  });
  let hasConnected = false;
  const client = createClient({
    url,
    // While Redis is unreachable, commands fail at once, and memory takes over.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: attempts => hasConnected && Math.min(attempts * 100, MAX_RECONNECT_DELAY_MS),
    },
  });
  // Without a listener, a lost connection would end the process. Each failed command reports its own error.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch {
    // Neither the address nor the cause is repeated: the address may hold a password.
    throw new Error('No Redis answers at the address given. Start it, or leave redisUrl (REDIS_URL) unset.');
  }
  hasConnected = true;
  return client as RedisClient;
}
