/**
 * A second opinion on what filters mean, written from the rules alone: it works on text and plain loops, shares no code
 * with the library, and is slow on purpose. Conditions are values of its own, which it can write as filter text.
 */

export type Condition =
  | { is: 'facet'; not: boolean; name: string; value: string }
  | { is: 'tag'; not: boolean; value: string }
  | { is: 'number'; not: boolean; name: string; op: string; than: number }
  | { is: 'range'; not: boolean; name: string; from: number; to: number };

type Scalar = string | number | boolean;

/** An AND of ORs. */
export function holds(groups: readonly (readonly Condition[])[], record: unknown): boolean {
  for (const group of groups) {
    let any = false;
    for (const condition of group) if (conditionHolds(condition, record)) any = true;
    if (!any) return false;
  }
  return true;
}

function conditionHolds(condition: Condition, record: unknown): boolean {
  if (condition.is === 'tag') {
    const found = valuesAt(record, '_tags').map(write);
    return condition.not ? !found.includes(condition.value) : found.includes(condition.value);
  }
  if (condition.is === 'facet') {
    const same = valuesAt(record, condition.name).filter(
      value => write(value).toLowerCase() === condition.value.toLowerCase(),
    );
    return condition.not ? same.length === 0 : same.length > 0;
  }
  const numbers = valuesAt(record, condition.name).filter(value => typeof value === 'number');
  const inside = numbers.filter(value =>
    condition.is === 'range' ? condition.from <= value && value <= condition.to : compare(value, condition),
  );
  if (!condition.not) return inside.length > 0;
  return numbers.length > inside.length && inside.length === 0;
}

function compare(value: number, { op, than }: { op: string; than: number }): boolean {
  if (op === '=') return value === than;
  if (op === '!=') return value < than || value > than;
  const sign = op.startsWith('<') ? -1 : 1;
  return value * sign > than * sign || (op.length === 2 && value === than);
}

/** Every way to spell the path as keys is tried; lists of any depth are passed through. */
function valuesAt(node: unknown, path: string | undefined): Scalar[] {
  if (Array.isArray(node)) return node.flatMap(element => valuesAt(element, path));
  if (node === null || typeof node === 'undefined') return [];
  if (typeof node !== 'object') return path === undefined ? [node as Scalar] : [];
  if (path === undefined) return [];
  const found: Scalar[] = [];
  const parts = path.split('.');
  for (let count = 1; count <= parts.length; count++) {
    const own = Object.getOwnPropertyDescriptor(node, parts.slice(0, count).join('.'));
    const rest = count === parts.length ? undefined : parts.slice(count).join('.');
    if (own) found.push(...valuesAt(own.value, rest));
  }
  return found;
}

/** A number is written without an exponent and without a sign of zero. */
function write(value: Scalar): string {
  if (typeof value !== 'number') return `${value}`;
  if (value === 0) return '0';
  if (Math.abs(value) >= 1e21) return BigInt(value).toString();
  const short = `${value}`;
  if (!short.includes('e')) return short;
  // Below 1e-6: as many digits after the point as it takes.
  const [digits, exponent] = short.split('e');
  const decimals = Number(exponent!.slice(1)) + (digits!.split('.')[1]?.length ?? 0);
  return value.toFixed(Math.min(decimals, 100));
}

/** The condition as `filters` text, with everything in quotes. */
export function writeCondition(condition: Condition): string {
  const quoted = (text: string) =>
    JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  const not = condition.not ? 'NOT ' : '';
  switch (condition.is) {
    case 'facet':
      return `${not}${quoted(condition.name)}:${quoted(condition.value)}`;
    case 'tag':
      return `${not}_tags:${quoted(condition.value)}`;
    case 'number':
      return `${not}${quoted(condition.name)} ${condition.op} ${condition.than}`;
    case 'range':
      return `${not}${quoted(condition.name)}:${condition.from} TO ${condition.to}`;
  }
}

/** The condition as an item of the list parameter of its kind; undefined where lists cannot say it. */
export function writeItem(condition: Condition): { parameter: string; item: string } | undefined {
  switch (condition.is) {
    case 'facet': {
      const { name, value } = condition;
      if (/[":]/.test(name) || /^["\\-]|"$/.test(value)) return undefined;
      return { parameter: 'facetFilters', item: `${name}:${condition.not ? '-' : ''}${value}` };
    }
    case 'tag':
      if (/^["\\-]/.test(condition.value)) return undefined;
      return { parameter: 'tagFilters', item: `${condition.not ? '-' : ''}${condition.value}` };
    case 'number':
      if (condition.not) return undefined;
      return { parameter: 'numericFilters', item: `${condition.name}${condition.op}${condition.than}` };
    case 'range':
      if (condition.not) return undefined;
      return { parameter: 'numericFilters', item: `${condition.name}:${condition.from} TO ${condition.to}` };
  }
}
