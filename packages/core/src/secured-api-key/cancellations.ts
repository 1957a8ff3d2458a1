import { searchParameter } from './search-parameters.ts';

type Values = ReadonlyMap<string, unknown>;

/** A parameter that the engine ignores, because another one is set. */
export interface Cancellation {
  readonly cancelled: string;
  readonly by: string;
}

/**
 * The parameters of `values` that `others` cancel. One that `values` itself cancels is not among them: it had no effect before.
 *
 * @see https://www.algolia.com/doc/api-reference/api-parameters/insideBoundingBox/
 */
export function cancellations(values: Values, others: Values): readonly Cancellation[] {
  const found: Cancellation[] = [];
  for (const cancelled of values.keys()) {
    for (const by of searchParameter(cancelled)?.cancelledBy ?? []) {
      if (others.has(by) && (values === others || !values.has(by))) found.push({ cancelled, by });
    }
  }
  return found;
}
