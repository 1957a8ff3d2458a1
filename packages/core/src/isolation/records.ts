import { quoteName } from '../lib/text.ts';
import { declarationGaps, factAssumption, gapsOf, readingAssumption } from './assumptions.ts';
import { Undecided } from './budget.ts';
import type { RecordValues } from './clauses.ts';
import type { ProofContext } from './context.ts';
import { readingsThatDiffer } from './implications.ts';
import { recordOf } from './plain-record.ts';
import type { Assumption, Proof, Refuted } from './proof.ts';
import { matcherReading, otherReadings } from './reading.ts';
import type { Pin } from './rules.ts';
import { type Answer, type Question, Search } from './search.ts';
import { type Condition, isCertainlyMerged, type Side, termsOf } from './side.ts';
import { conditionsThatNeed, smallestRecord } from './witness.ts';

/** A question about the records of keys: is there one that every key of `shown` shows, and that `hidden` does not? */
export interface RecordQuestion {
  readonly shown: readonly Side[];
  readonly hidden?: Side | undefined;
}

/** Proves that no such record exists, or finds one. */
export function proveNoRecord(sides: RecordQuestion, context: ProofContext): Proof {
  const question = questionOf(sides, context);
  const search = new Search(question, matcherReading, context.budget);
  const answer = search.answer(question.shown, true);
  if (answer.exists) return refutedBy(answer, sides, question, context);
  const pin = refutingPin(sides, context);
  if (pin !== undefined) return refutedByRule(pin, sides);
  return vacuityOf(search, sides) ?? proved(search, sides, question, context);
}

/** A smallest record that all of `shown` show. It does not ask whether another parameter may hide it. */
export function recordShownBy(shown: readonly Side[], context: ProofContext): Proof | RecordValues {
  const question = questionOf({ shown }, context);
  const search = new Search(question, matcherReading, context.budget);
  const answer = search.answer(question.shown, true);
  return answer.exists
    ? smallestRecord(answer.values, question, context.budget)
    : vacuityOf(search, { shown })!;
}

function questionOf({ shown, hidden }: RecordQuestion, { facts }: ProofContext): Question {
  return { shown: shown.flatMap(side => side.conditions), hidden: hidden?.conditions, facts };
}

function vacuityOf(search: Search, { shown }: RecordQuestion): Proof | undefined {
  for (const side of shown) {
    const contradiction = search.contradiction(side.conditions);
    if (contradiction !== undefined) {
      return { verdict: 'vacuous', because: contradiction.map(({ reason }) => reason) };
    }
  }
  return undefined;
}

/** Proves it again with as little as possible taken for granted: without numericFilters, and without facts. */
function proved(search: Search, sides: RecordQuestion, question: Question, context: ProofContext): Proof {
  const answers = [question.shown.filter(isCertainlyMerged), question.shown].flatMap(shown =>
    [false, true].map(withFacts => () => search.answer(shown, withFacts)),
  );
  let answer: Answer | undefined;
  for (const next of answers) {
    answer = next();
    if (!answer.exists) break;
  }
  if (answer === undefined || answer.exists) throw new Undecided('The search contradicts itself.');
  const terms = termsOf(context.settings === undefined ? answer.because : question.shown);
  return {
    verdict: 'proved',
    because: answer.because.map(({ reason }) => reason),
    assumptions: [
      ...answer.facts.map(factAssumption),
      ...mergeAssumption(answer.because, question, context),
      ...readingAssumptions(false, question, context),
      ...gapsOf(sides.shown, terms, context),
    ],
  };
}

/** Where a request may replace numericFilters, those of a baseline fall away like those of the key. */
function mergeAssumption(
  because: readonly Condition[],
  { shown, hidden, facts }: Question,
  { budget }: ProofContext,
): Assumption[] {
  if (because.every(isCertainlyMerged)) return [];
  const question = {
    shown: shown.filter(isCertainlyMerged),
    hidden: hidden?.filter(isCertainlyMerged),
    facts,
  };
  const { exists } = new Search(question, matcherReading, budget).answer(question.shown, true);
  return exists ? [readingAssumption('numericFiltersMerge')] : [];
}

/** The readings under which the answer would be another. */
function readingAssumptions(exists: boolean, question: Question, { budget }: ProofContext): Assumption[] {
  const terms = [...termsOf(question.shown), ...termsOf(question.hidden ?? [])];
  return readingsThatDiffer(terms)
    .filter(name => {
      const other = new Search(question, otherReadings[name], budget).answer(question.shown, true);
      return other.exists !== exists;
    })
    .map(readingAssumption);
}

function refutedBy(
  { values, violated }: Answer & { exists: true },
  sides: RecordQuestion,
  question: Question,
  context: ProofContext,
): Proof {
  const smallest = smallestRecord(values, question, context.budget);
  const record = recordOf(smallest);
  const isRefuted = sides.shown.every(side => side.matches(record)) && sides.hidden?.matches(record) !== true;
  // Never a counterexample that enforcement does not confirm.
  if (!isRefuted)
    throw new Undecided('The matcher does not confirm the record that was found. Please report this.');
  return refuted(
    {
      verdict: 'refuted',
      record,
      because: (violated === undefined ? carriersOf(smallest, sides, context) : [violated]).map(
        ({ reason }) => reason,
      ),
      assumptions: [
        ...readingAssumptions(true, question, context),
        ...(context.settings ? declarationGaps(termsOf(question.shown), context.settings) : []),
      ],
      ...listHint(smallest),
    },
    sides,
  );
}

/** The conditions of each key that need what the record holds. */
function carriersOf(
  values: RecordValues,
  { shown }: RecordQuestion,
  { budget }: ProofContext,
): readonly Condition[] {
  return shown.flatMap(side => conditionsThatNeed(values, side.conditions, budget));
}

/** A counterexample is none where another parameter of the key may hide it. */
export function refuted(proof: Refuted, { shown }: RecordQuestion): Proof {
  const names = new Set(shown.flatMap(side => [...side.narrowing.keys()]));
  if (names.size === 0) return proof;
  throw new Undecided(
    `The filters allow a counterexample, but other parameters of the key may hide it: ${[...names].map(quoteName).join(', ')}.`,
  );
}

function listHint(values: RecordValues): Pick<Refuted, 'hint'> {
  const attribute = [...values].find(([, list]) => list.length > 1)?.[0];
  if (attribute === undefined) return {};
  const name = quoteName(attribute);
  return {
    hint: `The record has several values of ${name}. If every record has at most one, say so: schema: { ${name}: { singleValued: true } }.`,
  };
}

/** A pin that shows a record where it must not be, whatever is known of that record besides its id. */
function refutingPin(
  { shown, hidden }: RecordQuestion,
  { pins, facts, budget }: ProofContext,
): Pin | undefined {
  return pins.find(pin => {
    const isPinned = (side: Side): boolean => !side.disablesRules && pin.canTrigger(side.ruleContexts);
    if (!shown.some(isPinned) || (hidden !== undefined && isPinned(hidden))) return false;
    const filtered = shown.filter(side => !isPinned(side)).flatMap(side => side.conditions);
    const question = { shown: [...filtered, hasId(pin.objectID)], hidden: hidden?.conditions, facts };
    return new Search(question, matcherReading, budget).answer(question.shown, true).exists;
  });
}

function hasId(objectID: string): Condition {
  return {
    group: [{ kind: 'facet', negated: false, attribute: 'objectID', value: objectID }],
    reason: { parameter: 'filters', index: 0, text: '' },
  };
}

function refutedByRule({ rule, objectID }: Pin, sides: RecordQuestion): Proof {
  return refuted(
    {
      verdict: 'refuted',
      record: { objectID },
      because: [{ rule }],
      assumptions: [],
      hint: 'Sign enableRules: false in the key, or set filterPromotes: true in the rule.',
    },
    sides,
  );
}
