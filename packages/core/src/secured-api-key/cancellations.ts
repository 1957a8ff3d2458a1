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
  return [...values.keys()].flatMap(cancelled => {
    const cancelling = searchParameter(cancelled)?.cancelledBy ?? [];
    return cancelling
      .filter(by => others.has(by) && (values === others || !values.has(by)))
      .map(by => ({ cancelled, by }));
  });
}
