import type { StepBudget } from './proof-context.ts';

/** A Boolean variable, from 1; a negative number is its negation. */
export type Literal = number;

/** Literals of which at least one must be true. */
export type Clause = readonly Literal[];

/** Values for all variables, or some of the assumptions that cannot hold together. */
export type Solution =
  | { readonly satisfiable: true; readonly isTrue: (literal: Literal) => boolean }
  | { readonly satisfiable: false; readonly core: readonly Literal[] };

/**
 * Decides whether clauses can hold together, by unit propagation with two watched literals, branching and backjumping. From each
 * conflict, it learns a clause over the decisions that caused it. It does not recurse, and every visit of a literal is a step.
 *
 * Branching sets the first open literal of the first unsatisfied clause to true, so the order of clauses and literals decides which
 * solution is found.
 */
export class Solver {
  readonly #budget: StepBudget;
  readonly #goals: readonly Clause[];
  /** By variable: 1 true, -1 false, 0 open. */
  readonly #values: Int8Array;
  readonly #levels: Int32Array;
  readonly #reasons: (Literal[] | undefined)[] = [];
  readonly #watches: Literal[][][];
  readonly #trail: Literal[] = [];
  /** For each level: the length of the trail, and the first clause that may be unsatisfied, when it began. */
  readonly #levelStarts: { trail: number; goal: number }[] = [];
  #propagated = 0;
  #firstOpenGoal = 0;
  #assumptions: readonly Literal[] = [];
  #isContradictory = false;

  constructor(variableCount: number, clauses: readonly Clause[], budget: StepBudget) {
    this.#budget = budget;
    this.#goals = clauses;
    this.#values = new Int8Array(variableCount + 1);
    this.#levels = new Int32Array(variableCount + 1);
    this.#watches = Array.from({ length: 2 * variableCount + 2 }, () => []);
    for (const clause of clauses) this.#add([...new Set(clause)]);
  }

  /** The assumptions are tried in this order. Calls that begin with the same assumptions share the work for them. */
  solve(assumptions: readonly Literal[]): Solution {
    // Reading an assumption is less work than visiting a literal.
    this.#budget.spend(Math.ceil(assumptions.length / 4));
    this.#backtrack(this.#commonLevels(assumptions));
    this.#assumptions = assumptions;
    while (!this.#isContradictory) {
      const conflict = this.#propagate();
      if (conflict !== undefined) {
        this.#learn(conflict);
        continue;
      }
      const assumption = assumptions[this.#levelStarts.length];
      if (assumption === undefined) {
        const decision = this.#nextDecision();
        if (decision === undefined)
          return { satisfiable: true, isTrue: literal => this.#value(literal) === 1 };
        this.#open(decision);
      } else {
        if (this.#value(assumption) === -1) {
          return { satisfiable: false, core: [assumption, ...this.#decisionsBehind([assumption])] };
        }
        this.#open(assumption);
      }
    }
    return { satisfiable: false, core: [] };
  }

  #add(clause: Literal[]): void {
    this.#budget.spend(clause.length);
    if (clause.length > 1) this.#watch(clause);
    else if (clause.length === 0 || this.#value(clause[0]!) === -1) this.#isContradictory = true;
    else this.#assign(clause[0]!, undefined);
  }

  #watch(clause: Literal[]): void {
    this.#watchesOf(clause[0]!).push(clause);
    this.#watchesOf(clause[1]!).push(clause);
  }

  #watchesOf(literal: Literal): Literal[][] {
    return this.#watches[literal > 0 ? 2 * literal : 1 - 2 * literal]!;
  }

  #value(literal: Literal): number {
    return literal > 0 ? this.#values[literal]! : -this.#values[-literal]!;
  }

  #assign(literal: Literal, reason: Literal[] | undefined): void {
    if (this.#value(literal) === 1) return;
    const variable = Math.abs(literal);
    this.#values[variable] = Math.sign(literal);
    this.#levels[variable] = this.#levelStarts.length;
    this.#reasons[variable] = reason;
    this.#trail.push(literal);
  }

  /** Starts a level with a decision. */
  #open(decision: Literal): void {
    this.#budget.spend();
    this.#levelStarts.push({ trail: this.#trail.length, goal: this.#firstOpenGoal });
    this.#assign(decision, undefined);
  }

  #backtrack(level: number): void {
    const start = this.#levelStarts[level];
    if (start === undefined) return;
    for (const literal of this.#trail.splice(start.trail)) this.#values[Math.abs(literal)] = 0;
    this.#propagated = Math.min(this.#propagated, start.trail);
    this.#firstOpenGoal = start.goal;
    this.#levelStarts.length = level;
  }

  #commonLevels(assumptions: readonly Literal[]): number {
    const length = Math.min(this.#assumptions.length, this.#levelStarts.length);
    let level = 0;
    while (level < length && assumptions[level] === this.#assumptions[level]) level++;
    return level;
  }

  /** Assigns what follows from the trail. Returns a clause whose literals are all false, if there is one. */
  #propagate(): readonly Literal[] | undefined {
    while (this.#propagated < this.#trail.length) {
      const falsified = -this.#trail[this.#propagated++]!;
      const clauses = this.#watchesOf(falsified);
      let kept = 0;
      for (let at = 0; at < clauses.length; at++) {
        const clause = clauses[at]!;
        if (this.#moveWatch(clause, falsified)) continue;
        clauses[kept++] = clause;
        if (this.#value(clause[0]!) !== -1) {
          this.#assign(clause[0]!, clause);
          continue;
        }
        clauses.splice(kept, at + 1 - kept);
        return clause;
      }
      clauses.length = kept;
    }
    return undefined;
  }

  /** Puts the falsified literal second. Returns whether another literal is now watched instead. */
  #moveWatch(clause: Literal[], falsified: Literal): boolean {
    if (clause[0] === falsified) swap(clause, 0, 1);
    this.#budget.spend();
    if (this.#value(clause[0]!) === 1) return false;
    for (let at = 2; at < clause.length; at++) {
      this.#budget.spend();
      if (this.#value(clause[at]!) === -1) continue;
      swap(clause, 1, at);
      this.#watchesOf(clause[1]!).push(clause);
      return true;
    }
    return false;
  }

  #nextDecision(): Literal | undefined {
    for (; this.#firstOpenGoal < this.#goals.length; this.#firstOpenGoal++) {
      const goal = this.#goals[this.#firstOpenGoal]!;
      this.#budget.spend(goal.length);
      if (!goal.some(literal => this.#value(literal) === 1))
        return goal.find(literal => this.#value(literal) === 0);
    }
    return undefined;
  }

  /** Learns that the decisions behind a conflict cannot hold together, and backtracks to where that implies something new. */
  #learn(conflict: readonly Literal[]): void {
    const decisions = this.#decisionsBehind(conflict);
    if (decisions.length === 0) {
      this.#isContradictory = true;
      return;
    }
    const levelOf = (literal: Literal): number => this.#levels[Math.abs(literal)]!;
    const clause = decisions.map(decision => -decision).sort((a, b) => levelOf(b) - levelOf(a));
    this.#backtrack(clause[1] === undefined ? 0 : levelOf(clause[1]));
    if (clause.length > 1) this.#watch(clause);
    this.#assign(clause[0]!, clause);
  }

  /** The decisions from which the values of `literals` follow. */
  #decisionsBehind(literals: readonly Literal[]): Literal[] {
    const decisions: Literal[] = [];
    const seen = new Set<number>();
    const open = literals.map(Math.abs);
    for (let variable = open.pop(); variable !== undefined; variable = open.pop()) {
      this.#budget.spend();
      if (seen.has(variable) || this.#levels[variable] === 0) continue;
      seen.add(variable);
      const reason = this.#reasons[variable];
      if (reason === undefined) decisions.push(variable * this.#values[variable]!);
      else for (const literal of reason) open.push(Math.abs(literal));
    }
    return decisions;
  }
}

function swap(list: Literal[], a: number, b: number): void {
  const first = list[a]!;
  list[a] = list[b]!;
  list[b] = first;
}
