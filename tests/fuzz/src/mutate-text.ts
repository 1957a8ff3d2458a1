import { names, specials, tokens } from './dictionary.ts';

/** Whole numbers from 0 to below the limit. */
export type Random = (limit: number) => number;

/** Longer than every limit of the packages, so that these are reached too. */
const MAX_LENGTH = 70_000;

/** One to four changes. */
export function mutateText(text: string, corpus: readonly string[], random: Random): string {
  let mutated = text;
  for (let left = 1 + random(4); left > 0; left--) {
    mutated = pick(changes, random)(mutated, random, corpus).slice(0, MAX_LENGTH);
  }
  return mutated;
}

type Change = (text: string, random: Random, corpus: readonly string[]) => string;

const flipBit: Change = (text, random) => {
  const at = random(text.length || 1);
  const flipped = (text.charCodeAt(at) || 0) ^ (1 << random(random(8) === 0 ? 16 : 7));
  return text.slice(0, at) + String.fromCharCode(flipped) + text.slice(at + 1);
};

const insertToken: Change = (text, random) => {
  const at = random(text.length + 1);
  return text.slice(0, at) + pick(random(8) === 0 ? names : tokens, random) + text.slice(at);
};

const replaceByToken: Change = (text, random) => {
  const [from, to] = range(text, random);
  return text.slice(0, from) + pick(tokens, random) + text.slice(to);
};

const remove: Change = (text, random) => {
  const [from, to] = range(text, random);
  return text.slice(0, from) + text.slice(to);
};

/** Rarely very often: that is what grows beyond linear. */
const repeat: Change = (text, random) => {
  const [from, to] = range(text, random);
  const part = text.slice(from, to);
  const times = random(400) === 0 ? 1 + random(Math.ceil(MAX_LENGTH / (part.length || 1))) : 1 + random(4);
  return text.slice(0, to) + part.repeat(times) + text.slice(to);
};

const truncate: Change = (text, random) => text.slice(0, random(text.length + 1));

const splice: Change = (text, random, corpus) => {
  const other = pick(corpus, random);
  const [from, to] = range(other, random);
  const at = random(text.length + 1);
  return text.slice(0, at) + other.slice(from, to) + text.slice(at + (random(2) === 0 ? 0 : to - from));
};

const move: Change = (text, random) => {
  const [from, to] = range(text, random);
  const rest = text.slice(0, from) + text.slice(to);
  const at = random(rest.length + 1);
  return rest.slice(0, at) + text.slice(from, to) + rest.slice(at);
};

const changeNumber: Change = (text, random) => {
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) return text;
  const { 0: digits, index } = pick(numbers, random);
  const changed = [
    `${Number(digits) + 1}`,
    `-${digits}`,
    `${digits}.5`,
    `0${digits}`,
    `${digits}000`,
    '9'.repeat(20),
  ];
  return text.slice(0, index) + pick(changed, random) + text.slice(index + digits.length);
};

const encodePart: Change = (text, random) => {
  const [from, to] = range(text, random);
  const encoded = Buffer.from(text.slice(from, to)).toString('hex').replace(/../g, '%$&');
  return text.slice(0, from) + encoded + text.slice(to);
};

const changeCase: Change = (text, random) => {
  const [from, to] = range(text, random);
  const part = text.slice(from, to);
  return text.slice(0, from) + (random(2) === 0 ? part.toUpperCase() : part.toLowerCase()) + text.slice(to);
};

const changes: readonly Change[] = [
  ...[flipBit, flipBit, insertToken, insertToken, insertToken, replaceByToken, replaceByToken],
  ...[remove, remove, repeat, truncate, splice, splice, move, changeNumber, encodePart, changeCase],
];

/** Short more often than long. */
function range(text: string, random: Random): [from: number, to: number] {
  const from = random(text.length + 1);
  const length = random(random(3) === 0 ? text.length - from + 1 : Math.min(9, text.length - from + 1));
  return [from, from + length];
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)]!;
}

/** A value of any type: one of the dictionary, or one that JSON cannot hold. */
export function anyValue(random: Random): unknown {
  switch (random(8)) {
    case 0:
    case 1:
      return pick(specials, random);
    case 2:
      return random(2) === 0;
    case 3:
      return [0, -1, 1, 0.5, 1e21, 1_893_456_000, 2 ** 53][random(7)];
    case 4:
      return [];
    case 5:
      return { [pick(names, random)]: pick(tokens, random) };
    default:
      return pick(tokens, random);
  }
}
