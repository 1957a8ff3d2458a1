import { assertOptionNames } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
import { type Fact, factsOf } from './facts.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { mayHide, type Pin, pinsOf, rulesIn } from './rules.ts';
import { assertSettings, type IndexSettings } from './settings.ts';

const DEFAULT_MAX_STEPS = 1_000_000;

/** What a proof knows besides its keys. */
export interface ProofContext {
  readonly facts: readonly Fact[];
  readonly pins: readonly Pin[];
  readonly hasRules: boolean;
  /** Whether a rule may hide records: unknown rules may. */
  readonly rulesMayHide: boolean;
  readonly settings: IndexSettings | undefined;
  readonly budget: StepBudget;
}

/** @throws {TypeError} an unknown option, or one of the wrong type */
export function readProofOptions(options: ProofOptions<object>): ProofContext {
  if (!isObject(options)) throw new TypeError('The options of a proof must be an object.');
  assertOptionNames(options, ['schema', 'parent', 'rules', 'settings', 'maxSteps']);
  const { schema, rules, settings, maxSteps = DEFAULT_MAX_STEPS } = options;
  if (!Number.isInteger(maxSteps) || maxSteps < 1)
    throw new TypeError('"maxSteps" must be a positive integer.');
  assertSettings(settings);
  return {
    facts: factsOf(schema),
    pins: pinsOf(rules),
    hasRules: rules !== undefined,
    rulesMayHide: rules === undefined || rulesIn(rules).some(mayHide),
    settings,
    budget: new StepBudget(maxSteps),
  };
}

/** The answer of `prove`, or `undecided` if it ends without one. */
export function decided(prove: () => Proof): Proof {
  try {
    return prove();
  } catch (error) {
    if (error instanceof Undecided) return { verdict: 'undecided', reason: error.reason };
    throw error;
  }
}

/** Why no answer was found. Thrown inside a proof, and returned from it as the verdict `undecided`. */
export class Undecided {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Limits the work of one proof. A step is about one visit of a literal, so it takes constant time. */
export class StepBudget {
  readonly #maxSteps: number;
  #spent = 0;

  constructor(maxSteps: number) {
    this.#maxSteps = maxSteps;
  }

  /** @throws {Undecided} once the budget is used up */
  spend(steps = 1): void {
    this.#spent += steps;
    if (this.#spent > this.#maxSteps) {
      throw new Undecided(
        `No answer was found within ${this.#maxSteps} steps. Raise "maxSteps" to search longer.`,
      );
    }
  }
}
