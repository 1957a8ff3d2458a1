import { holdsSpecial, placesOf, set } from './mutate-tree.ts';

/** How many places of a tree grow, each by itself. */
const MAX_GROWN = 12;

/**
 * The JSON of a value in which one place has grown to about `length` characters, and to twice as many: a text is repeated, a list
 * gets its elements again, and an object the value of its first member under other names.
 */
export function* grownTrees(json: string, length: number): Generator<readonly [once: string, twice: string]> {
  const root: Record<string, unknown> = { value: JSON.parse(json) };
  for (const { container, name } of placesOf(root).slice(0, MAX_GROWN)) {
    const value = container[name];
    if (holdsSpecial(value)) continue;
    const [once, twice] = [length, length * 2].map(size => {
      set(container, name, grown(value, size));
      return JSON.stringify(root.value);
    }) as [string, string];
    set(container, name, value);
    if (once !== twice) yield [once, twice];
  }
}

function grown(value: unknown, length: number): unknown {
  if (typeof value === 'string' && value !== '') return value.repeat(Math.ceil(length / value.length));
  if (typeof value !== 'object' || value === null) return value;
  const times = Math.ceil(length / JSON.stringify(value).length);
  if (Array.isArray(value)) return Array.from({ length: times }, () => value).flat();
  const member = Object.values(value)[0];
  const others = Array.from({ length: times }, (_, index) => [`${index}`, member] as const);
  return { ...value, ...Object.fromEntries(others) };
}
