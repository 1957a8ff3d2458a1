const defaultPort = 3177;
const maxPort = 65_535;

export interface Settings {
  port: number;
  redisUrl: string | undefined;
}

/** Reads `PORT` and `REDIS_URL`. @throws {Error} where `PORT` is no port. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const text = env.PORT?.trim() || String(defaultPort);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > maxPort)
    throw new Error(`PORT must be a number from 0 to ${maxPort}; it is "${text}".`);
  return { port, redisUrl: env.REDIS_URL?.trim() || undefined };
}
