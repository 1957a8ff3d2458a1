import { readSeconds } from '@forgekey/core/internal';

/** A Unix time or a duration in whole seconds, by core's rule; undefined for anything else, such as milliseconds. */
export function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' ? readSeconds(String(value)) : undefined;
}
