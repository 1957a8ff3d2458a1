import { RateLimits } from '../src/access/rate-limit.ts';
import { createApp } from '../src/app.ts';
import { Application } from '../src/application.ts';
import { type EmulatorOptions, readOptions } from '../src/options.ts';
import { applicationId } from './support.ts';

/** Asks the routes without a socket, for tests of many thousand requests. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, asserted where it is read.
export type Ask = (apiKey: string, path: string, body?: object) => Promise<{ status: number; body: any }>;

const connection = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

export function inProcess(options: EmulatorOptions): Ask {
  const app = createApp(new Application(readOptions(options), new RateLimits()));
  return async (apiKey, path, body) => {
    const response = await app.request(
      path,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'x-algolia-api-key': apiKey, 'x-algolia-application-id': applicationId },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      connection,
    );
    return { status: response.status, body: await response.json() };
  };
}

/** Random numbers that a seed repeats. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** An integer from 0, below `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  some<Value>(values: readonly Value[], count: number): Value[] {
    return Array.from({ length: count }, () => this.pick(values));
  }
}
