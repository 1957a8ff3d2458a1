import type { FilterTerm } from '../filters/ast.ts';
import { Encoder, type RecordValues } from './encoder.ts';
import { type Fact, objectIdFacts } from './facts.ts';
import type { StepBudget } from './proof-context.ts';
import { type Condition, termsOf } from './read-key.ts';
import type { Reading } from './readings.ts';
import type { Literal, Solver } from './solver.ts';

/** Is there a record that satisfies all of `shown`, and not all of `hidden`? */
export interface Question {
  readonly shown: readonly Condition[];
  /** If absent, the record only has to satisfy `shown`. */
  readonly hidden?: readonly Condition[] | undefined;
  readonly facts: readonly Fact[];
}

/** No such record exists, because of these conditions and facts. */
export interface NoRecord {
  readonly exists: false;
  readonly because: readonly Condition[];
  readonly facts: readonly Fact[];
}

/** Either no such record exists, or this is one. */
export type Answer =
  | NoRecord
  | { readonly exists: true; readonly values: RecordValues; readonly violated: Condition | undefined };

/** Looks for records. All questions about parts of the same conditions use the same clauses. */
export class Search {
  readonly #conditions: ReadonlyMap<Literal, Condition>;
  readonly #selectorOf: ReadonlyMap<Condition, Literal>;
  readonly #facts: ReadonlyMap<Literal, Fact>;
  readonly #structure: readonly Literal[];
  readonly #hidden: readonly { condition: Condition; violation: readonly Literal[] }[] | undefined;
  readonly #encoder: Encoder;
  readonly #solver: Solver;

  constructor({ shown, hidden, facts }: Question, reading: Reading, budget: StepBudget) {
    const encoder = new Encoder([...termsOf(shown), ...termsOf(hidden ?? [])], reading, budget);
    const attributes = new Set(encoder.attributes);
    const known = (list: readonly Fact[]): Fact[] =>
      list.filter(({ attribute }) => attributes.has(attribute));
    this.#encoder = encoder;
    this.#conditions = new Map(shown.map(condition => [encoder.group(condition.group), condition]));
    this.#selectorOf = new Map([...this.#conditions].map(([selector, condition]) => [condition, selector]));
    this.#facts = new Map(known(facts).map(fact => [encoder.fact(fact), fact]));
    this.#structure = known(objectIdFacts).map(fact => encoder.fact(fact));
    this.#hidden = hidden?.map(condition => ({
      condition,
      violation: condition.group.map(term => -encoder.term(term)),
    }));
    this.#solver = encoder.solver();
  }

  /** The answer for some of the shown conditions, with or without the facts. */
  answer(shown: readonly Condition[], withFacts: boolean): Answer {
    const selectors = this.#selectors(shown, withFacts);
    const violations = this.#hidden ?? [{ condition: undefined, violation: [] }];
    const proof = new Map<(typeof violations)[number], ReadonlySet<Literal>>();
    for (const hidden of violations) {
      const core = this.#core(selectors, hidden.violation);
      if (!(core instanceof Set)) return { exists: true, values: core.record, violated: hidden.condition };
      proof.set(hidden, core);
    }
    const needed = this.#minimal([...proof].map(([{ violation }, core]) => ({ violation, core })));
    return { exists: false, because: itemsOf(this.#conditions, needed), facts: itemsOf(this.#facts, needed) };
  }

  /** A minimal set of the conditions that cannot hold together, or undefined. */
  contradiction(shown: readonly Condition[]): readonly Condition[] | undefined {
    const core = this.#core(this.#selectors(shown, true), []);
    if (!(core instanceof Set)) return undefined;
    return itemsOf(this.#conditions, this.#minimal([{ violation: [], core }]));
  }

  /** Whether every record that satisfies the conditions and facts satisfies one of the terms, which are among the conditions. */
  implies(shown: readonly Condition[], terms: readonly FilterTerm[]): boolean {
    const violation = terms.map(term => -this.#encoder.term(term));
    return this.#core(this.#selectors(shown, true), violation) instanceof Set;
  }

  #selectors(shown: readonly Condition[], withFacts: boolean): Literal[] {
    const selectors = shown.map(condition => this.#selectorOf.get(condition)!);
    return [...(withFacts ? this.#facts.keys() : []), ...selectors];
  }

  /** The selectors that contradict the violation, or a record if none do. */
  #core(
    selectors: readonly Literal[],
    violation: readonly Literal[],
  ): Set<Literal> | { readonly record: RecordValues } {
    const solution = this.#solver.solve([...this.#structure, ...selectors, ...violation]);
    if (solution.satisfiable) return { record: this.#encoder.valuesIn(solution.isTrue) };
    const core = new Set(solution.core);
    return new Set(selectors.filter(selector => core.has(selector)));
  }

  /** Drops facts, then conditions, as long as the rest still excludes every violation. */
  #minimal(proofs: { violation: readonly Literal[]; core: ReadonlySet<Literal> }[]): ReadonlySet<Literal> {
    const all = new Set(proofs.flatMap(({ core }) => [...core]));
    const inOrder = [...this.#facts.keys(), ...this.#conditions.keys()].filter(selector => all.has(selector));
    const kept = dropEach(inOrder, (candidate, others) => {
      const affected = proofs.filter(({ core }) => core.has(candidate));
      const cores: ReadonlySet<Literal>[] = [];
      for (const { violation } of affected) {
        const core = this.#core(others, violation);
        if (!(core instanceof Set)) return false;
        cores.push(core);
      }
      affected.forEach((proof, at) => {
        proof.core = cores[at]!;
      });
      return true;
    });
    return new Set(kept);
  }
}

function itemsOf<Item>(items: ReadonlyMap<Literal, Item>, selectors: ReadonlySet<Literal>): Item[] {
  return [...items].filter(([selector]) => selectors.has(selector)).map(([, item]) => item);
}

/**
 * Drops each item that the others make needless, from the first to the last, and returns the rest. `isNeedless` gets the other
 * remaining items. Consecutive calls get lists that begin with the same items and differ in few, so the work is about n log n for a
 * solver that reuses what it knows of a common beginning.
 */
export function dropEach<Item>(
  items: readonly Item[],
  isNeedless: (item: Item, others: readonly Item[]) => boolean,
): readonly Item[] {
  // Each level halves the part, so the depth is the logarithm of the number of items.
  const visit = (part: readonly Item[], outside: readonly Item[]): readonly Item[] => {
    if (part.length === 0) return part;
    if (part.length === 1) return isNeedless(part[0]!, outside) ? [] : part;
    const middle = part.length >> 1;
    const second = part.slice(middle);
    const first = visit(part.slice(0, middle), [...outside, ...second]);
    return [...first, ...visit(second, [...outside, ...first])];
  };
  return visit(items, []);
}
