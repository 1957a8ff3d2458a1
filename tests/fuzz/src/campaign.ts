import { type Coverage, countNew, merge, type Reached } from './coverage.ts';
import { execute } from './execute.ts';
import { checkGrowth } from './growth.ts';
import { mutate } from './mutate.ts';
import type { Random } from './mutate-text.ts';
import { type Target, Violation } from './target.ts';

/** Longer inputs are not kept: their mutations would be slow, and a shorter one mostly reaches the same. */
const MAX_KEPT_LENGTH = 1_500;

/** How many inputs of one batch are kept at most. */
const MAX_KEPT_PER_BATCH = 6;

const MIN_BATCH_SIZE = 16;
const MAX_BATCH_SIZE = 4_096;

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
  #batchSize = MIN_BATCH_SIZE;
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

  /** Runs mutations for about `ms`, in batches, and keeps those that reach code for the first time. */
  async slice(ms: number, maxExecutions: number): Promise<Failure | undefined> {
    const start = performance.now();
    const end = this.executions + maxExecutions;
    let failure: Failure | undefined;
    while (failure === undefined && this.executions < end && performance.now() - start < ms) {
      failure = await this.#runBatch(Math.min(this.#batchSize, end - this.executions));
    }
    this.seconds += (performance.now() - start) / 1000;
    return failure;
  }

  /** To ask for the coverage takes as long as hundreds of executions, so batches grow while nothing new is found. */
  async #runBatch(size: number): Promise<Failure | undefined> {
    const inputs = Array.from({ length: size }, () => mutate(this.target.form, this.corpus, this.#random));
    const failure = await this.#runAll(inputs);
    this.executions += size;
    if (failure !== undefined) return failure;
    if (countNew(this.reached, this.#coverage.take()) === 0) {
      this.#batchSize = Math.min(this.#batchSize * 2, MAX_BATCH_SIZE);
      return undefined;
    }
    this.#batchSize = Math.max(this.#batchSize >> 1, MIN_BATCH_SIZE);
    return this.#keep(inputs.filter(({ length }) => length <= MAX_KEPT_LENGTH));
  }

  /** Looks for the inputs that reached something new, by halves. */
  async #keep(inputs: readonly string[]): Promise<Failure | undefined> {
    const open: (readonly string[])[] = [inputs];
    for (let kept = 0; open.length > 0 && kept < MAX_KEPT_PER_BATCH; ) {
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
      const violation = await checkGrowth(this.target, part[0]!);
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
