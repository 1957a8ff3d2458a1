/** Why no answer was found. Thrown inside a proof, and returned from it as the verdict `undecided`. */
export class Undecided {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The work that one proof may do. A step is about one visit of a literal, so the time of a step is constant. */
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
