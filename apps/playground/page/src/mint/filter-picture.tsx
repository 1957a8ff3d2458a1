import { type FilterExpression, type FilterTerm, printFilters } from '@forgekey/core';
import type { ReactNode } from 'react';

/** So long a filter stays below the greatest height of the picture, on a phone too. */
const fittingCharacters = 300;

/** What a filter means: rows that must all hold, each of alternatives of which one must. */
export function FilterPicture({ expression }: { expression: FilterExpression }): ReactNode {
  if (expression.groups.length === 0) return null;
  const isLong = printFilters(expression).length > fittingCharacters;
  return (
    <ul
      className="filter-picture"
      aria-label="The filter as an AND of ORs"
      // A box that scrolls must be reachable by keyboard, and one that does not is no stop on the way.
      tabIndex={isLong ? 0 : undefined}
    >
      {expression.groups.map((group, row) => (
        <li key={`${row}-${group.map(textOf).join()}`}>
          <span className="joint">{row === 0 ? 'match' : 'and'}</span>
          <span className="alternatives">
            {group.map((term, index) => (
              <span key={`${index}-${textOf(term)}`}>
                {index > 0 && <i>or </i>}
                <code className={term.negated ? 'term negated' : 'term'}>{textOf(term)}</code>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function textOf(term: FilterTerm): string {
  return printFilters({ groups: [[term]] });
}
