/** A record as a back end indexes it: JSON, with a unique `objectID`. */
export interface IndexedRecord {
  readonly objectID: string;
  readonly [attribute: string]: unknown;
}

/** A value that a facet or filter can name. */
export type Scalar = string | number | boolean;

/**
 * The strings, numbers and booleans under an attribute. A dot leads into nested objects, and into each object of a list on
 * the way. A property whose name contains the dot counts too. Only own properties are read.
 */
export function valuesAt(record: object, attribute: string): Scalar[] {
  // A fast path: most attributes are one value at the top level, and a search may read millions of them.
  const value = Object.hasOwn(record, attribute) ? (record as Record<string, unknown>)[attribute] : undefined;
  if (isScalar(value) && !attribute.includes('.')) return [value];
  const found: Scalar[] = [];
  collect(record, attribute, found);
  return found;
}

// Records are JSON of bounded depth (see MAX_RECORD_DEPTH), and a path is consumed at every object.
function collect(node: unknown, path: string, found: Scalar[]): void {
  if (Array.isArray(node)) {
    for (const element of node) collect(element, path, found);
  } else if (typeof node === 'object' && node !== null) {
    if (path === '') return;
    if (Object.hasOwn(node, path)) collect((node as Record<string, unknown>)[path], '', found);
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      const name = path.slice(0, dot);
      if (Object.hasOwn(node, name))
        collect((node as Record<string, unknown>)[name], path.slice(dot + 1), found);
    }
  } else if (path === '' && isScalar(node)) found.push(node);
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/**
 * A copy of the record with the attributes for which `isKept` holds, by dotted path. Lists keep their elements in place.
 * An object disappears if none of its attributes is kept.
 */
export function pickAttributes(
  record: object,
  selection: AttributeSelection,
  prefix = '',
): Record<string, unknown> {
  const picked: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(record)) {
    const kept = pickValue(value, selection, prefix + name);
    if (kept !== undefined) picked[name] = kept;
  }
  return picked;
}

function pickValue(value: unknown, selection: AttributeSelection, path: string): unknown {
  const state = selection(path);
  if (state === 'all' || state === 'none') return state === 'all' ? value : undefined;
  if (Array.isArray(value)) {
    const kept = value.map(element => pickValue(element, selection, path)).filter(one => one !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const kept = pickAttributes(value, selection, `${path}.`);
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Whether an attribute path is kept with everything below it, left out with everything below it, or decided further down. */
export type AttributeSelection = (path: string) => 'all' | 'none' | 'below';

/**
 * Reads a list such as `attributesToRetrieve`: names, `*`, and `-name` for one that is left out. What `hidden` names is
 * never selected.
 */
export function attributeSelection(
  list: readonly string[],
  hidden: readonly string[] = [],
): AttributeSelection {
  const excluded = [...hidden, ...list.filter(name => name.startsWith('-')).map(name => name.slice(1))];
  const included = list.filter(name => !name.startsWith('-'));
  const isEverything = included.includes('*') || (included.length === 0 && list.length > 0);
  return path => {
    if (excluded.some(name => covers(name, path))) return 'none';
    const isIncluded = isEverything || included.some(name => covers(name, path));
    const hasExclusionBelow = excluded.some(name => covers(path, name));
    if (isIncluded) return hasExclusionBelow ? 'below' : 'all';
    return included.some(name => covers(path, name)) ? 'below' : 'none';
  };
}

/** Whether `path` is `name` or lies below it. */
function covers(name: string, path: string): boolean {
  return path === name || (path.startsWith(name) && path[name.length] === '.');
}
