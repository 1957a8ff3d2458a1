import { parseArgs } from 'node:util';

const defaultPort = 3177;
const maxPort = 65_535;

export interface Settings {
  port: number;
  redisUrl: string | undefined;
  /** A folder of seed data that replaces the demo indices. */
  dataFolder: string | undefined;
}

/** Reads `--data`, `PORT` and `REDIS_URL`. @throws {Error} for another argument, or if `PORT` is not a port. */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' } } });
  const text = env.PORT?.trim() || String(defaultPort);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > maxPort)
    throw new Error(`PORT must be a number from 0 to ${maxPort}; it is "${text}".`);
  return { port, redisUrl: env.REDIS_URL?.trim() || undefined, dataFolder: values.data };
}
