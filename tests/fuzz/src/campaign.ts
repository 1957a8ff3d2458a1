import { type Coverage, countNew, merge, type Reached } from './coverage.ts';
import { execute } from './execute.ts';
import { checkGrowth } from './growth.ts';
import { mutate, type Random } from './mutate.ts';
import { type Target, Violation } from './target.ts';

/** Longer inputs are not kept: their mutations would be slow, and a shorter one mostly reaches the same. */
const MAX_KEPT_LENGTH = 1_500;

/** How many inputs of one slice are kept at most. */
const MAX_KEPT_PER_SLICE = 12;

/** An input that breaks a rule. */
export interface Failure {
  readonly target: Target;
  readonly input: string;
  readonly violation: Violation;
}

/** What is known of one target during a run. */
export class Campaign {
  readonly target: Target;
  readonly corpus: string[];
  readonly reached: Reached = new Map();
  executions = 0;
  seconds = 0;
  readonly #coverage: Coverage;
  readonly #random: Random;

  constructor(target: Target, corpus: readonly string[], coverage: Coverage, random: Random) {
    this.target = target;
    this.corpus = [...corpus];
    this.#coverage = coverage;
    this.#random = random;
  }

  /** Runs what is kept already. */
  async replay(): Promise<Failure | undefined> {
    const failure = await this.#runAll(this.corpus);
    merge(this.reached, this.#coverage.take());
    return failure;
  }

  /** Runs mutations for about `ms`, and keeps those that reach code for the first time. */
  async slice(ms: number, maxExecutions: number): Promise<Failure | undefined> {
    const start = performance.now();
    const inputs: string[] = [];
    while (inputs.length < maxExecutions && performance.now() - start < ms) {
      const input = mutate(this.target.form, this.corpus, this.#random);
      inputs.push(input);
      const failure = await this.#run(input);
      if (failure !== undefined) return failure;
    }
    this.executions += inputs.length;
    this.seconds += (performance.now() - start) / 1000;
    if (countNew(this.reached, this.#coverage.take()) === 0) return undefined;
    return this.#keep(inputs.filter(({ length }) => length <= MAX_KEPT_LENGTH));
  }

  /** Looks for the inputs that reached something new, by halves. */
  async #keep(inputs: readonly string[]): Promise<Failure | undefined> {
    const open: (readonly string[])[] = [inputs];
    for (let kept = 0; open.length > 0 && kept < MAX_KEPT_PER_SLICE; ) {
      const part = open.pop()!;
      await this.#runAll(part);
      const reached = this.#coverage.take();
      if (countNew(this.reached, reached) === 0) continue;
      if (part.length > 1) {
        const middle = part.length >> 1;
        open.push(part.slice(middle), part.slice(0, middle));
        continue;
      }
      merge(this.reached, reached);
      this.corpus.push(part[0]!);
      kept++;
      const violation = checkGrowth(this.target, part[0]!);
      if (violation !== undefined) return { target: this.target, ...violation };
    }
    return undefined;
  }

  async #runAll(inputs: readonly string[]): Promise<Failure | undefined> {
    for (const input of inputs) {
      const failure = await this.#run(input);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  async #run(input: string): Promise<Failure | undefined> {
    try {
      const done = execute(this.target, input);
      if (done !== undefined) await done;
      return undefined;
    } catch (error) {
      if (error instanceof Violation) return { target: this.target, input, violation: error };
      throw error;
    }
  }
}
