import type { FilterGroup } from '../filters/ast.ts';
import { numberText } from '../filters/number-text.ts';
import { quoteName } from '../lib/text.ts';
import { Undecided } from './budget.ts';

const MAX_ENGINE_NUMBER = 4_611_686_018_427_387;
const MAX_ENGINE_DECIMALS = 3;

/**
 * What the engine makes of a number beyond its limits is not documented.
 *
 * @throws {Undecided}
 * @see https://www.algolia.com/doc/api-reference/api-parameters/numericFilters/
 */
export function assertWithinEngineLimits(parameter: string, group: FilterGroup): void {
  for (const term of group) {
    const numbers =
      term.kind === 'comparison' ? [term.value] : term.kind === 'range' ? [term.low, term.high] : [];
    if (!numbers.every(isWithinLimits)) {
      throw new Undecided(
        `${quoteName(parameter)} has a number beyond the limits of the engine: ±${MAX_ENGINE_NUMBER}, and ${MAX_ENGINE_DECIMALS} decimals.`,
      );
    }
  }
}

function isWithinLimits(number: number): boolean {
  const decimals = numberText(number).split('.')[1] ?? '';
  return Math.abs(number) <= MAX_ENGINE_NUMBER && decimals.length <= MAX_ENGINE_DECIMALS;
}
