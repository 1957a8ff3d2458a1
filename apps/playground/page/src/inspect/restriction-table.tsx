import {
  isForgekeyError,
  parseFilters,
  type RestrictionProblem,
  type SearchParameter,
  type SecuredApiKeyRestrictions,
  searchParameters,
} from '@forgekey/core';
import type { ReactNode } from 'react';
import { Chip } from '../components/chip.tsx';
import { formatInstant } from '../lib/format.ts';
import { FilterPicture } from '../mint/filter-picture.tsx';

export interface RestrictionTableProps {
  restrictions: SecuredApiKeyRestrictions;
  problems: readonly RestrictionProblem[];
}

const table: ReadonlyMap<string, SearchParameter> = new Map(Object.entries(searchParameters));

const meanings: Readonly<Record<string, string>> = {
  and: 'key AND request',
  add: 'the request may add',
  'key-only': 'only the key sets it',
};

/** The restrictions of a key, and what happens when a request names them, too. */
export function RestrictionTable({ restrictions, problems }: RestrictionTableProps): ReactNode {
  const entries = Object.entries(restrictions);
  if (entries.length === 0) return <Chip tone="bad">It restricts nothing</Chip>;
  return (
    <ul className="restrictions">
      {entries.map(([name, value]) => {
        const row = table.get(name);
        return (
          <li key={name}>
            <div className="restriction-head">
              <code>{name}</code>
              <span className="quiet">
                {row ? (meanings[row.combines ?? ''] ?? 'the key wins') : 'unknown to the search API'}
              </span>
            </div>
            <RestrictionValue name={name} value={value} />
            {problems
              .filter(problem => problem.parameter === name)
              .map(({ kind, message }) => (
                <Chip key={kind} tone="bad">
                  {message}
                </Chip>
              ))}
          </li>
        );
      })}
    </ul>
  );
}

function RestrictionValue({ name, value }: { name: string; value: unknown }): ReactNode {
  if (name === 'validUntil' && typeof value === 'number') {
    return (
      <p>
        <code>{value}</code> <span className="quiet">{formatInstant(new Date(value * 1000))}</span>
      </p>
    );
  }
  if (name === 'filters' && typeof value === 'string') {
    const expression = tryParse(value);
    if (expression) return <FilterPicture expression={expression} />;
  }
  return (
    <p>
      <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
    </p>
  );
}

function tryParse(text: string): ReturnType<typeof parseFilters> | undefined {
  try {
    return parseFilters(text);
  } catch (error) {
    if (isForgekeyError(error)) return undefined;
    throw error;
  }
}
