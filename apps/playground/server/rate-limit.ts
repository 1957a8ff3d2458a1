import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { engineRefusal } from './http/engine-refusal.ts';
import { type ParentKey, parentKeys } from './keys/parent-keys.ts';

/** Who is counted: the user where the key names one, else the address. */
export interface CountedCaller {
  userToken: string | undefined;
  ip: string;
}

/** Where a caller stands in the present hour. */
export interface Quota {
  limit: number;
  remaining: number;
  /** When all of the limit is there again; absent as long as nothing is counted. */
  resetsInSec?: number;
}

export interface RateLimiter {
  /**
   * Counts queries against the hourly limit of the parent key. Those that are refused count, too.
   *
   * @throws {ApiError} 429 over the limit.
   */
  consume(parent: ParentKey, caller: CountedCaller, queries: number): Promise<void>;
  /** Counts nothing; `undefined` where the parent key has no limit. */
  quotaOf(parent: ParentKey, caller: CountedCaller): Promise<Quota | undefined>;
  close(): Promise<void>;
}

type Limiter = Pick<RateLimiterMemory, 'consume' | 'get' | 'points'>;
type RedisClient = Awaited<ReturnType<typeof connect>>;

const secondsPerHour = 3600;
const connectTimeoutMs = 2000;
const maxReconnectDelayMs = 2000;

/**
 * Limits in this process's memory, or in Redis where `redisUrl` is given: several services then share their counts,
 * and a Redis that goes away later falls back to memory.
 *
 * @throws {Error} where nothing answers at `redisUrl`.
 */
export async function createRateLimiter(redisUrl: string | undefined): Promise<RateLimiter> {
  const redis = redisUrl === undefined ? undefined : await connect(redisUrl);
  const limiters = new Map<string, Limiter>();
  for (const parent of parentKeys) {
    const points = parent.limits.maxQueriesPerIPPerHour ?? 0;
    if (points > 0) limiters.set(parent.name, createLimiter(parent.name, points, redis));
  }

  return {
    async consume(parent, caller, queries) {
      try {
        await limiters.get(parent.name)?.consume(counterOf(caller), queries);
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) throw engineRefusal('ERR_RATE_LIMITED');
        throw rejection;
      }
    },
    async quotaOf(parent, caller) {
      const limiter = limiters.get(parent.name);
      if (limiter === undefined) return undefined;
      const { points: limit } = limiter;
      const counted = await limiter.get(counterOf(caller));
      if (counted === null) return { limit, remaining: limit };
      const { remainingPoints, msBeforeNext } = counted;
      return { limit, remaining: remainingPoints, resetsInSec: Math.ceil(msBeforeNext / 1000) };
    },
    async close() {
      if (redis?.isOpen) redis.destroy();
    },
  };
}

function createLimiter(name: string, points: number, redis: RedisClient | undefined): Limiter {
  const options = { points, duration: secondsPerHour, keyPrefix: `forgekey-playground:${name}` };
  const memory = new RateLimiterMemory(options);
  if (redis === undefined) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    useRedisPackage: true,
    insuranceLimiter: memory,
  });
}

/** A user and an address of the same text are counted apart; the digest keeps either out of the store. */
function counterOf({ userToken, ip }: CountedCaller): string {
  const counter = userToken === undefined ? `ip:${ip}` : `user:${userToken}`;
  return createHash('sha256').update(counter).digest('base64url');
}

async function connect(redisUrl: string) {
  let hasConnected = false;
  const client = createClient({
    url: redisUrl,
    // While Redis is away, commands fail at once, and memory takes over.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: attempts => hasConnected && Math.min(attempts * 100, maxReconnectDelayMs),
    },
  });
  // Without a listener a lost connection would end the process; each failed command is reported by itself.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch {
    // Neither the address nor the cause is repeated: the address may hold a password.
    throw new Error('REDIS_URL is set, but no Redis answers there. Start it, or unset REDIS_URL.');
  }
  hasConnected = true;
  return client;
}
