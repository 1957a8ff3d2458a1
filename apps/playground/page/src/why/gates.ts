import type { Judgement } from './judge-request.ts';

export type GateState = 'passed' | 'refused' | 'not reached' | 'not checked';

export interface Gate {
  readonly title: string;
  readonly question: string;
  readonly state: GateState;
}

/** The checks in the order in which they are made, and the codes that each refuses with. */
const gates: readonly { title: string; question: string; codes: readonly string[] }[] = [
  { title: 'Form', question: 'Is it a secured key at all?', codes: ['ERR_KEY_MALFORMED'] },
  {
    title: 'Signature',
    question: 'Did the parent key sign it?',
    codes: ['ERR_KEY_SIGNATURE'],
  },
  { title: 'Expiry', question: 'Is it before validUntil?', codes: ['ERR_KEY_EXPIRED'] },
  {
    title: 'Meaning',
    question: 'Does each restriction say one thing?',
    codes: ['ERR_RESTRICTIONS_EMPTY', 'ERR_KEY_AMBIGUOUS'],
  },
  { title: 'Right', question: 'May the parent search?', codes: ['ERR_METHOD_NOT_ALLOWED'] },
  { title: 'Page', question: 'Is the referer allowed?', codes: ['ERR_REFERER_NOT_ALLOWED'] },
  { title: 'Address', question: 'Is the IP in restrictSources?', codes: ['ERR_SOURCE_NOT_ALLOWED'] },
  { title: 'Index', question: 'Is the index in restrictIndices?', codes: ['ERR_INDEX_NOT_ALLOWED'] },
  {
    title: 'Parameters',
    question: 'Can key and request be joined?',
    codes: [
      'ERR_FILTER_SYNTAX',
      'ERR_RESTRICTION_VALUE',
      'ERR_RESTRICTION_UNKNOWN',
      'ERR_RESTRICTION_CONFLICT',
    ],
  },
];

const signature = 1;
const meaning = 3;

/** How far a request came. */
export function gatesOf({ verdict, decoded, isSignatureChecked }: Judgement): Gate[] {
  const refusedAt = verdict.allowed ? gates.length : gateOf(verdict, decoded?.restrictions);
  return gates.map(({ title, question }, index) => ({ title, question, state: stateOf(index) }));

  function stateOf(index: number): GateState {
    if (index === refusedAt) return 'refused';
    if (index > refusedAt) return 'not reached';
    return index === signature && !isSignatureChecked ? 'not checked' : 'passed';
  }
}

function gateOf(
  { code, parameter }: { code: string; parameter?: string },
  restrictions: object | undefined,
): number {
  // An unknown name is refused early in a key, and at the end in a request.
  const isOfKey = code === 'ERR_RESTRICTION_UNKNOWN' && Object.hasOwn(restrictions ?? {}, parameter ?? '');
  return isOfKey ? meaning : gates.findIndex(({ codes }) => codes.includes(code));
}
