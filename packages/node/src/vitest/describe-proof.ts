import type { GroupReason, Proof, Refuted } from '@forgekey/core';
import { describeReason } from '@forgekey/core/internal';

/** The words of a matcher. */
export interface Wording {
  /** The subject: `the key`. */
  readonly subject: string;
  /** The expectation, without the verb: `confined to tenant_id:42`. */
  readonly expected: string;
  /** The meaning of a counterexample: `it shows a record that is not`. */
  readonly counterexample: string;
}

/** The result of a matcher. Only `proved` passes. After `not`, only `refuted` passes. The other verdicts always fail. */
export function resultOf(
  proof: Proof,
  isNot: boolean,
  wording: Wording,
): { pass: boolean; message: () => string } {
  const isAnswer = proof.verdict === 'proved' || proof.verdict === 'refuted';
  return {
    pass: isAnswer ? proof.verdict === 'proved' : isNot,
    message: () => {
      const { subject, expected } = wording;
      return `Expected ${subject} ${isNot ? 'not ' : ''}to be ${expected}, but ${explain(proof, wording)}`;
    },
  };
}

/** The record, formatted as in a test. */
export function recordText(record: object): string {
  return JSON.stringify(record, null, 2).replaceAll(/^/gm, '  ');
}

function explain(proof: Proof, { counterexample }: Wording): string {
  switch (proof.verdict) {
    case 'proved':
      return ['that is proved.', ...reasonLines('Because:', proof.because)].join('\n');
    case 'refuted':
      return [`${counterexample}:`, '', recordText(proof.record), '', ...refutationLines(proof)]
        .join('\n')
        .trimEnd();
    case 'vacuous':
      return [
        'a key that shows nothing at all proves nothing. This is nearly always a mistake.',
        ...reasonLines('No record satisfies:', proof.because),
      ].join('\n');
    case 'undecided':
      return `this is undecided. ${proof.reason}`;
  }
}

function refutationLines({ indexName, because, hint }: Refuted): string[] {
  const [first] = because;
  const isClaim = first !== undefined && (first as Partial<GroupReason>).of === 'claim';
  const heading = isClaim ? 'It does not satisfy:' : 'Because:';
  return [
    ...(indexName === undefined ? [] : [`In index: ${indexName}`]),
    ...reasonLines(heading, because),
    ...(hint === undefined ? [] : [`Hint: ${hint}`]),
  ];
}

function reasonLines(heading: string, because: Refuted['because']): string[] {
  return because.length === 0 ? [] : [heading, ...because.map(reason => `  ${describeReason(reason)}`)];
}
