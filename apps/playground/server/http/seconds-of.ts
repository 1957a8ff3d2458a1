import { readSeconds } from '@forgekey/core/internal';

/** A Unix time or a span in whole seconds, by core's rule, or undefined where it is none or was written in milliseconds. */
export function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' ? readSeconds(String(value)) : undefined;
}
