import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { engineRefusal } from './http/engine-refusal.ts';
import { type ParentKey, parentKeys } from './keys/parent-keys.ts';

export interface RateLimiter {
  /**
   * Counts queries against the hourly limit of the parent key, per user where the key names one, else per address.
   *
   * @throws {ApiError} 429 over the limit.
   */
  consume(
    parent: ParentKey,
    caller: { userToken: string | undefined; ip: string },
    queries: number,
  ): Promise<void>;
  close(): Promise<void>;
}

type Limiter = Pick<RateLimiterMemory, 'consume'>;
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
function counterOf({ userToken, ip }: { userToken: string | undefined; ip: string }): string {
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
