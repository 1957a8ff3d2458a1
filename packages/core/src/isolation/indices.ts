import { matchesIndexPattern } from '../authorize/patterns.ts';
import type { GroupReason, Vacuous } from './proof.ts';
import type { ProofContext, StepBudget } from './proof-context.ts';
import type { IndexCondition, Side } from './read-key.ts';

/** The reason why one of the keys cannot search at all, whatever its filters are: its ACL or its indices. */
export function lockedOut(keys: readonly Side[], { budget }: ProofContext): Vacuous | undefined {
  for (const key of keys) {
    const locked = aclReason(key);
    if (locked !== undefined) return { verdict: 'vacuous', because: [locked] };
    const because = reasonsForNoIndex(key.indices, budget);
    if (because !== undefined) return { verdict: 'vacuous', because };
  }
  return undefined;
}

/** The ACL of the parent, if it allows neither search nor browse. */
export function aclReason({ acl, of }: Side): GroupReason | undefined {
  if (acl === undefined || acl.includes('search') || acl.includes('browse')) return undefined;
  return { ...(of && { of }), from: 'parent', parameter: 'acl', index: 0, text: acl.join(',') };
}

/** A minimal set of the lists that have no index name in common; undefined if all lists have one in common. */
export function reasonsForNoIndex(
  indices: readonly IndexCondition[],
  budget: StepBudget,
): GroupReason[] | undefined {
  const haveNoName = (some: readonly IndexCondition[]): boolean =>
    nameInAll(patternsOf(some), budget) === undefined;
  if (!haveNoName(indices)) return undefined;
  let needed = indices;
  for (const candidate of indices) {
    const rest = needed.filter(condition => condition !== candidate);
    if (haveNoName(rest)) needed = rest;
  }
  return needed.map(({ reason }) => reason);
}

export function patternsOf(indices: readonly IndexCondition[]): (readonly string[])[] {
  return indices.map(({ patterns }) => patterns);
}

/** One exact index name, or all names that begin with `start`, end with `end` and contain each text of `inside`. Never empty. */
interface NameClass {
  readonly exact?: string;
  readonly start: string;
  readonly end: string;
  readonly inside: readonly string[];
}

/**
 * The names that match every list, as a union of classes; none if no name does. It yields one class at a time, because most
 * callers need only the first, and there can be as many as combinations of patterns.
 */
export function namesInAll(lists: readonly (readonly string[])[], budget: StepBudget): Generator<NameClass> {
  return classesIn(
    { start: '', end: '', inside: [] },
    lists.map(patterns => [...new Set(patterns)]),
    budget,
  );
}

function* classesIn(
  names: NameClass,
  [patterns, ...others]: readonly (readonly string[])[],
  budget: StepBudget,
): Generator<NameClass> {
  if (patterns === undefined) {
    yield names;
    return;
  }
  for (const pattern of patterns) {
    budget.spend();
    const both = narrow(names, pattern);
    if (both !== undefined) yield* classesIn(both, others, budget);
  }
}

/** A name that matches every list, if there is one. */
export function nameInAll(lists: readonly (readonly string[])[], budget: StepBudget): string | undefined {
  for (const names of namesInAll(lists, budget)) return nameIn(names);
  return undefined;
}

/** A name of the class. */
function nameIn({ exact, start, end, inside }: NameClass): string {
  return exact ?? ([start, ...inside, end].join('') || 'index');
}

/** A name in one of the classes that matches no pattern of the list, if there is one. */
export function nameOutside(
  classes: Iterable<NameClass>,
  patterns: readonly string[],
  budget: StepBudget,
): string | undefined {
  const used = new Set(patterns.join(''));
  for (const names of classes) {
    budget.spend(patterns.length);
    // The separator keeps the parts of the name apart, so a pattern that matches this name matches the whole class.
    const separator = unusedCharacter(used, nameIn(names));
    const name =
      names.exact ??
      [names.start, separator, ...names.inside.flatMap(part => [part, separator]), names.end].join('');
    if (!patterns.some(pattern => matchesIndexPattern(pattern, name))) return name;
  }
  return undefined;
}

function narrow(names: NameClass, pattern: string): NameClass | undefined {
  if (names.exact !== undefined) return matchesIndexPattern(pattern, names.exact) ? names : undefined;
  const { start, end, inside } = names;
  const literal = pattern.slice(pattern.startsWith('*') ? 1 : 0, pattern.endsWith('*') ? -1 : undefined);
  if (pattern.startsWith('*') && pattern.endsWith('*')) {
    const isImplied = [start, end, ...inside].some(part => part.includes(literal));
    return isImplied ? names : { start, end, inside: [...inside, literal] };
  }
  if (pattern.endsWith('*')) {
    if (start.startsWith(literal)) return names;
    return literal.startsWith(start) ? { start: literal, end, inside } : undefined;
  }
  if (pattern.startsWith('*')) {
    if (end.endsWith(literal)) return names;
    return literal.endsWith(end) ? { start, end: literal, inside } : undefined;
  }
  const isInside =
    pattern.startsWith(start) && pattern.endsWith(end) && inside.every(part => pattern.includes(part));
  return isInside ? { ...names, exact: pattern } : undefined;
}

function unusedCharacter(used: ReadonlySet<string>, text: string): string {
  const isFree = (character: string): boolean => !used.has(character) && !text.includes(character);
  for (const character of '_-x0123456789abcdefghijklmnopqrstuvwyz') if (isFree(character)) return character;
  let code = 0x100;
  while (!isFree(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
