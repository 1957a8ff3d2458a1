import { RecordReader } from '@forgekey/core/internal';
import { compileFilters, type ProofOptions, parseRestrictions, serializeRestrictions } from '@forgekey/node';
import type { ProofKey } from './proof-keys.ts';
import { readJsonLines } from './proof-keys.ts';
import type { ProofGoal } from './prove-keys.ts';
import { claimOf, tenantValuesOf } from './tenants.ts';

/** A real record that a key shows although it must not. */
export interface SampleFinding {
  readonly id: string;
  /** The line number of the record. */
  readonly line: number;
  readonly objectID?: string;
}

/** The result of checking a sample of records. */
export interface SampleReport {
  readonly records: number;
  /** The first counterexample of each key. */
  readonly findings: readonly SampleFinding[];
  /** By attribute, how many records have several values although the schema states a single one. */
  readonly lists: Readonly<Record<string, number>>;
}

/** Looks for real counterexamples in a file of records, one JSON object per line. */
export async function searchSample(
  path: string,
  keys: readonly ProofKey[],
  goal: ProofGoal,
  { schema = {} }: ProofOptions,
): Promise<SampleReport> {
  const attributes = singleValuedAttributes(goal, schema);
  const lists = Object.fromEntries(attributes.map(attribute => [attribute, 0]));
  const checks = keys.map(key => ({ id: key.id, isWrong: wrongRecordTest(key, goal) }));
  const findings = new Map<string, SampleFinding>();
  const reader = new RecordReader();
  const slots = attributes.map(attribute => reader.facetSlot(attribute));
  let records = 0;
  for await (const { number, object } of readJsonLines(path, 'the records')) {
    records++;
    const { texts } = reader.read(object);
    for (const [index, attribute] of attributes.entries()) {
      if ((texts[slots[index]!]?.size ?? 0) > 1) lists[attribute]!++;
    }
    for (const { id, isWrong } of checks) {
      if (findings.has(id) || !isWrong(object)) continue;
      const { objectID } = object;
      findings.set(id, { id, line: number, ...(typeof objectID === 'string' && { objectID }) });
    }
  }
  return { records, findings: [...findings.values()], lists };
}

/** The tenant attribute is meant to have a single value, whether the schema states it or not. */
function singleValuedAttributes(goal: ProofGoal, schema: NonNullable<ProofOptions['schema']>): string[] {
  const stated = Object.keys(schema).filter(attribute => schema[attribute]!.singleValued === true);
  return [...new Set([...stated, ...(goal.kind === 'tenants' ? [goal.attribute] : [])])];
}

/** Whether the key shows a record that the goal forbids. */
function wrongRecordTest(key: ProofKey, goal: ProofGoal): (record: object) => boolean {
  const shows = compileFilters(parametersOf(key.key));
  if (goal.kind === 'not wider') {
    const mayShow = compileFilters(parametersOf(goal.baseline));
    return record => shows(record) && !mayShow(record);
  }
  const filters =
    goal.kind === 'claim'
      ? goal.claim
      : claimOf(goal.attribute, [
          ...(tenantValuesOf(key, goal) ?? ['a value that no key names']),
          ...goal.shared,
        ]);
  const isClaimed = compileFilters({ filters });
  return record => shows(record) && !isClaimed(record);
}

function parametersOf(key: ProofKey['key']): object {
  if ('queryString' in key && typeof key.queryString === 'string') return parseRestrictions(key.queryString);
  return parseRestrictions(serializeRestrictions(key as Parameters<typeof serializeRestrictions>[0]));
}
