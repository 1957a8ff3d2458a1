import { names, specials } from './dictionary.ts';
import { anyValue, mutateText, pick, type Random } from './mutate-text.ts';

/** A value, and where it is. */
interface Place {
  readonly container: Record<string, unknown>;
  readonly name: string;
}

const MAX_PLACES = 2_000;

/** One to three changes to a JSON value. */
export function mutateTree(json: string, corpus: readonly string[], random: Random): string {
  const root: Record<string, unknown> = { value: JSON.parse(json) };
  for (let left = 1 + random(3); left > 0; left--) changeOne(root, corpus, random);
  return JSON.stringify(root.value ?? null);
}

function changeOne(root: Record<string, unknown>, corpus: readonly string[], random: Random): void {
  const { container, name } = pick(placesOf(root), random);
  const value = container[name];
  const choice = random(16);
  if (choice < 6 && typeof value === 'string') set(container, name, mutateText(value, [value], random));
  else if (choice < 8 && typeof value === 'number')
    set(container, name, value * [-1, 0.5, 2, 1000, 0][random(5)]!);
  else if (choice < 9 && container !== root) remove(container, name);
  else if (choice < 10) set(container, name, anyValue(random));
  else if (choice < 12) set(container, name, partOf(pick(corpus, random), random));
  else if (Array.isArray(value)) growList(value, random);
  else if (typeof value === 'object' && value !== null) addMember(value, corpus, random);
  else if (choice < 14) set(container, name, [value]);
  else set(container, name, partOf(pick(corpus, random), random));
}

function growList(list: unknown[], random: Random): void {
  if (list.length === 0) list.push(anyValue(random));
  // Thousands of values that are large themselves would take all the time to make.
  else if (random(200) === 0 && !isLarge(list[0])) list.push(...Array.from({ length: 6_000 }, () => list[0]));
  else list.splice(random(list.length + 1), 0, structuredClone(pick(list, random)));
}

function isLarge(value: unknown): boolean {
  return JSON.stringify(value).length > 100 || holdsSpecial(value);
}

/** Whether a value stands for one that may be far larger than its JSON. */
export function holdsSpecial(value: unknown): boolean {
  const json = JSON.stringify(value);
  return specials.some(name => json.includes(name));
}

function addMember(object: object, corpus: readonly string[], random: Random): void {
  const own = Object.keys(object);
  const name =
    own.length > 0 && random(4) === 0 ? mutateText(pick(own, random), own, random) : pick(names, random);
  set(
    object as Record<string, unknown>,
    name,
    random(2) === 0 ? partOf(pick(corpus, random), random) : anyValue(random),
  );
}

/** Any value inside another input. */
function partOf(json: string, random: Random): unknown {
  const { container, name } = pick(placesOf({ value: JSON.parse(json) }), random);
  return container[name];
}

/** Without recursion, and without the end of a very large tree. */
export function placesOf(root: Record<string, unknown>): readonly Place[] {
  const places: Place[] = [];
  const open: unknown[] = [root];
  while (open.length > 0 && places.length < MAX_PLACES) {
    const container = open.pop() as Record<string, unknown>;
    for (const name of Object.keys(container)) {
      places.push({ container, name });
      const value = container[name];
      if (typeof value === 'object' && value !== null) open.push(value);
      if (places.length >= MAX_PLACES) break;
    }
  }
  return places;
}

function remove(container: Record<string, unknown>, name: string): void {
  if (Array.isArray(container)) container.splice(Number(name), 1);
  else delete container[name];
}

/** An assignment would lose a member named `__proto__`. */
export function set(container: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(container, name, { value, enumerable: true, configurable: true, writable: true });
}
