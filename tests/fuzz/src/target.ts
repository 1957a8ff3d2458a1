/** One function, or a few that belong together, that reads foreign text. */
export interface Target {
  /** Also the name of its corpus file. */
  readonly name: string;
  /** Whether inputs are any text, or the JSON of a value: then they are mutated as a tree. */
  readonly form: 'text' | 'json';
  readonly seeds: readonly string[];
  /**
   * Runs the function, and checks what must hold for this input. An async target returns a promise.
   *
   * @returns every text that a person may read in the answer
   * @throws {Violation} for a broken rule of its own; other errors are judged by `execute`
   */
  run(input: string): Texts | Promise<Texts>;
}

export type Texts = readonly (string | undefined)[] | undefined;

/** A rule that an execution breaks. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** @throws {Violation} */
export function hold(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new Violation(rule);
}
