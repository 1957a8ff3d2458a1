import { quoteName } from '../lib/text.ts';
import { choiceAssumption, declarationGaps, factAssumption, gapsOf } from './assumptions.ts';
import type { RecordValues } from './encoder.ts';
import { narrowingNames } from './narrowing.ts';
import { recordOf } from './plain-record.ts';
import type { Assumption, Proof, Refuted } from './proof.ts';
import type { ProofContext } from './proof-context.ts';
import { type StepBudget, Undecided } from './proof-context.ts';
import { type Claim, type Condition, isCertainlyMerged, type Side, termsOf } from './read-key.ts';
import { type Choice, matcherReading, readingsThatDiffer, readingWithout, subsetsOf } from './readings.ts';
import type { Pin } from './rules.ts';
import { type Answer, type NoRecord, type Question, Search } from './search.ts';
import { conditionsThatNeed, smallestRecord } from './smallest-record.ts';

/** A question about the records of keys: is there one that every key of `shown` shows, and that `hidden` does not? */
export interface RecordQuestion {
  readonly shown: readonly Side[];
  readonly hidden?: Claim | undefined;
}

/** Proves that no such record exists, or finds one. */
export function proveNoRecord(sides: RecordQuestion, context: ProofContext): Proof {
  const question = questionOf(sides, context);
  const search = new Search(question, matcherReading, context.budget);
  const answer = search.answer(question.shown, true);
  if (answer.exists) return refutedBy(answer, sides, question, context);
  const pin = refutingPin(sides, context);
  if (pin !== undefined) return refutedByRule(pin, sides);
  return vacuityOf(search, sides) ?? provedBy(reasonsOf(answer, search, question), sides, question, context);
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

/** Reasons with the fewest assumptions: without numericFilters and without facts, if the others are enough. */
function reasonsOf(answer: NoRecord, search: Search, { shown }: Question): NoRecord {
  const certain = shown.filter(isCertainlyMerged);
  for (const [conditions, withFacts] of [
    [certain, false],
    [certain, true],
    [shown, false],
  ] as const) {
    const other = search.answer(conditions, withFacts);
    if (!other.exists) return other;
  }
  return answer;
}

function provedBy(answer: NoRecord, sides: RecordQuestion, question: Question, context: ProofContext): Proof {
  const terms = termsOf(context.settings === undefined ? answer.because : question.shown);
  return {
    verdict: 'proved',
    because: answer.because.map(({ reason }) => reason),
    assumptions: [
      ...answer.facts.map(factAssumption),
      ...assumedChoices(false, question, context),
      ...gapsOf(sides.shown, terms, context),
    ],
  };
}

/** The undocumented choices that the answer depends on, alone or together with others. */
function assumedChoices(exists: boolean, question: Question, { budget }: ProofContext): Assumption[] {
  const conditions = [...question.shown, ...(question.hidden ?? [])];
  const choices: Choice[] = [
    ...(conditions.every(isCertainlyMerged) ? [] : (['numericFiltersMerge'] as const)),
    ...readingsThatDiffer(termsOf(conditions)),
  ];
  const decisive = new Set<Choice>();
  for (const others of subsetsOf(choices)) {
    // Each set comes after its subsets. If a part alone changes the answer, the whole set explains nothing more.
    if (others.some(choice => decisive.has(choice))) continue;
    if (existsWithout(others, question, budget) !== exists) for (const choice of others) decisive.add(choice);
  }
  return choices.filter(choice => decisive.has(choice)).map(choiceAssumption);
}

/** Whether there is a record if the engine makes these choices differently. */
function existsWithout(choices: readonly Choice[], question: Question, budget: StepBudget): boolean {
  const asked = choices.includes('numericFiltersMerge') ? withoutNumericFilters(question) : question;
  return new Search(asked, readingWithout(choices), budget).answer(asked.shown, true).exists;
}

/** If a request may replace numericFilters, those of a baseline are lost like those of the key. */
function withoutNumericFilters({ shown, hidden, facts }: Question): Question {
  return { shown: shown.filter(isCertainlyMerged), hidden: hidden?.filter(isCertainlyMerged), facts };
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
  // A counterexample must be confirmed by the code that enforces keys.
  if (!isRefuted)
    throw new Undecided('The matcher does not confirm the record that was found. Please report this.');
  // Without a claim, the conditions of each key that need what the record holds.
  const carriers =
    violated === undefined
      ? sides.shown.flatMap(side => conditionsThatNeed(smallest, side.conditions, context.budget))
      : [violated];
  return refuted(
    {
      verdict: 'refuted',
      record,
      because: carriers.map(({ reason }) => reason),
      assumptions: [
        ...assumedChoices(true, question, context),
        ...(context.settings ? declarationGaps(termsOf(question.shown), context.settings) : []),
      ],
      ...listHint(smallest),
    },
    sides,
  );
}

/** Returns the counterexample, unless another parameter of a key may hide it. */
export function refuted(proof: Refuted, { shown }: RecordQuestion): Proof {
  const names = new Set(shown.flatMap(({ signed }) => narrowingNames(signed)));
  if (names.size === 0) return proof;
  throw new Undecided(
    `The filters allow a counterexample, but other parameters of the key may hide it: ${[...names].map(quoteName).join(', ')}. Prove the claim without them to see it.`,
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

/** A pin that shows a record that must not be shown. Only the id of that record is known. */
function refutingPin(
  { shown, hidden }: RecordQuestion,
  { pins, facts, budget }: ProofContext,
): Pin | undefined {
  return pins.find(pin => {
    const isPinned = (side: Claim): boolean => !side.disablesRules && pin.canTrigger(side.ruleContexts);
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
