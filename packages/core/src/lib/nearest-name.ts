// A longer text is not a misspelled name, and may be a secret.
const MAX_NAME_LENGTH = 60;

/** The candidate that `name` was most likely meant to be, or undefined where none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const wanted = formOf(name);
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(wanted.text.length / 3)) + 1;
  for (const candidate of candidates) {
    const form = candidateForms.get(candidate) ?? formOf(candidate);
    candidateForms.set(candidate, form);
    if (lowestDistance(wanted.letters, form.letters) >= least) continue;
    const distance = editDistance(wanted.text, form.text);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** A name as it is compared: snake_case and kebab-case spellings are the same name. */
interface Form {
  readonly text: string;
  readonly letters: number;
}

// Candidates are the names of a table, so they are few and always the same.
const candidateForms: Map<string, Form> = /* @__PURE__ */ new Map();

function formOf(name: string): Form {
  const text = name.replaceAll(/[_-]/g, '').toLowerCase();
  return { text, letters: lettersOf(text) };
}

/** Levenshtein distance, one row of the matrix at a time. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** Which letters a text has, one bit for each (the 27th for all other characters). */
function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index) - 97;
    letters |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return letters;
}

/** One edit changes at most two letters. This rules out most candidates at almost no cost. */
function lowestDistance(lettersOfA: number, lettersOfB: number): number {
  let differing = 0;
  for (let bits = lettersOfA ^ lettersOfB; bits !== 0; bits &= bits - 1) differing++;
  return Math.ceil(differing / 2);
}
