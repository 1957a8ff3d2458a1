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
import { explainMilliseconds } from './explain-milliseconds.ts';

export interface RestrictionTableProps {
  /** The signed text. A value that cannot be read is shown as it is written there. */
  queryString: string;
  restrictions: SecuredApiKeyRestrictions;
  problems: readonly RestrictionProblem[];
}

const table: ReadonlyMap<string, SearchParameter> = new Map(Object.entries(searchParameters));

const meanings: Readonly<Record<string, string>> = {
  and: 'key AND request',
  add: 'the request may add',
  'key-only': 'only the key sets it',
};

/** The restrictions of a key, and what happens when a request sets the same parameter. */
export function RestrictionTable({ queryString, restrictions, problems }: RestrictionTableProps): ReactNode {
  const values = new Map<string, unknown>(Object.entries(restrictions));
  const written = new URLSearchParams(queryString);
  const names = new Set([...values.keys(), ...problems.map(({ parameter }) => parameter)]);
  if (names.size === 0) return <Chip tone="bad">It restricts nothing</Chip>;
  return (
    <ul className="restrictions">
      {[...names].map(name => (
        <Restriction
          key={name}
          name={name}
          value={values.get(name) ?? written.get(name)}
          problems={problems.filter(({ parameter }) => parameter === name)}
        />
      ))}
    </ul>
  );
}

interface RestrictionProps {
  name: string;
  value: unknown;
  problems: readonly RestrictionProblem[];
}

function Restriction({ name, value, problems }: RestrictionProps): ReactNode {
  const row = table.get(name);
  const milliseconds = name === 'validUntil' ? explainMilliseconds(value) : undefined;
  return (
    <li>
      <div className="restriction-head">
        <code>{name}</code>
        <span className="quiet">
          {row ? (meanings[row.combines ?? ''] ?? 'the key wins') : 'unknown to the search API'}
        </span>
      </div>
      <RestrictionValue name={name} value={value} />
      {problems.map(({ kind, message }) => (
        <Chip key={kind} tone="bad">
          {message}
        </Chip>
      ))}
      {milliseconds && <p className="field-note">{milliseconds}</p>}
    </li>
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
