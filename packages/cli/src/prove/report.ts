import type { Assumption, GroupReason, Proof, Reason } from '@forgekey/node';
import { printable } from '../report/printable.ts';
import { rows } from '../report/rows.ts';
import type { Style } from '../report/style.ts';
import type { KeyFinding } from './findings.ts';
import type { KeyAnswer, KeyProofs } from './prove-keys.ts';
import type { SampleReport } from './sample.ts';
import type { Separation } from './tenants.ts';

export type Verdict = Proof['verdict'];

/** The worst of all answers decides. */
export function worstVerdict({ answers, separation }: KeyProofs, sample: SampleReport | undefined): Verdict {
  const verdicts = new Set<Verdict>(answers.map(({ proof }) => proof.verdict));
  if (separation !== undefined) verdicts.add(separation.verdict);
  if (sample !== undefined && sample.findings.length > 0) verdicts.add('refuted');
  // A proof that assumes single values is worthless if the sample contains lists.
  if (Object.values(sample?.lists ?? {}).some(count => count > 0)) verdicts.add('undecided');
  const [worst = 'proved'] = (['refuted', 'undecided', 'vacuous'] as const).filter(verdict =>
    verdicts.has(verdict),
  );
  return worst;
}

/** For programs. Assumptions are listed once, because most keys have the same. */
export function proofDocument(proofs: KeyProofs, sample: SampleReport | undefined): object {
  const { answers, findings, separation } = proofs;
  return {
    verdict: worstVerdict(proofs, sample),
    counts: countsOf(answers),
    answers: answers.map(({ proof, ...answer }) => ({ ...answer, ...withoutAssumptions(proof) })),
    separation: separation === undefined ? null : separationDocument(separation),
    sample: sample ?? null,
    findings,
    assumptions: assumptionsOf(proofs),
  };
}

function separationDocument({ assumptions: _, meetings, ...others }: Separation): object {
  return {
    ...others,
    meetings: meetings.map(({ ids, proof }) => ({ ids, ...withoutAssumptions(proof) })),
  };
}

function withoutAssumptions(proof: Proof): object {
  const { assumptions: _, ...others } = proof as Proof & { assumptions?: unknown };
  return others;
}

function countsOf(answers: readonly KeyAnswer[]): Record<Verdict, number> {
  const counts = { proved: 0, refuted: 0, vacuous: 0, undecided: 0 };
  for (const { proof } of answers) counts[proof.verdict]++;
  return counts;
}

function assumptionsOf({ answers, separation }: KeyProofs): Assumption[] {
  const all = answers.flatMap(({ proof }) => ('assumptions' in proof ? proof.assumptions : []));
  const unique = new Map<string, Assumption>();
  for (const assumption of [...all, ...(separation?.assumptions ?? [])]) {
    unique.set(`${assumption.code} ${assumption.attribute}`, assumption);
  }
  return [...unique.values()];
}

// The text lists only keys without a proof. The JSON document has all keys.
const MAX_LISTED = 20;

/** For people. */
export function proofText(proofs: KeyProofs, sample: SampleReport | undefined, style: Style): string {
  const { answers, separation } = proofs;
  const unproved = answers.filter(({ proof }) => proof.verdict !== 'proved');
  const listed = (answers.length <= MAX_LISTED ? answers : unproved).slice(0, MAX_LISTED);
  const hidden = (answers.length <= MAX_LISTED ? 0 : unproved.length) - listed.length;
  return [
    summaryText(proofs, sample, style),
    ...listed.map(answer => answerText(answer, style)),
    ...(hidden > 0 ? [`And ${hidden} more without a proof; --json lists all.`] : []),
    ...(separation === undefined ? [] : [separationText(separation, style)]),
    ...(sample === undefined ? [] : [sampleText(sample, style)]),
    findingsText(proofs.findings, style),
    assumptionsText(assumptionsOf(proofs), style),
  ]
    .filter(text => text !== '')
    .join('\n\n');
}

const headings: Readonly<Record<Verdict, string>> = {
  proved: 'Proved',
  refuted: 'Refuted',
  vacuous: 'Shows nothing',
  undecided: 'Undecided',
};

function painted(verdict: Verdict, style: Style): string {
  const paint = { proved: style.green, refuted: style.red, vacuous: style.yellow, undecided: style.yellow };
  return paint[verdict](headings[verdict]);
}

function summaryText(proofs: KeyProofs, sample: SampleReport | undefined, style: Style): string {
  const counts = Object.entries(countsOf(proofs.answers)).filter(([, count]) => count > 0);
  const keys = counts.map(([verdict, count]) => `${count} ${countedWord(verdict, count)}`).join(', ');
  const tenants = proofs.separation === undefined ? '' : ` Tenants: ${proofs.separation.verdict}.`;
  return `${painted(worstVerdict(proofs, sample), style)}. Keys: ${keys}.${tenants}`;
}

function countedWord(verdict: string, count: number): string {
  if (verdict !== 'vacuous') return verdict;
  return count === 1 ? 'shows nothing' : 'show nothing';
}

function answerText({ id, claim, proof }: KeyAnswer, style: Style): string {
  const entries: [string, string | readonly string[]][] = [
    ...(claim === undefined ? [] : [['claim', printable(claim)] as [string, string]]),
    ...proofRows(proof, baselineOwners),
  ];
  return `${painted(proof.verdict, style)}: ${printable(id)}\n${rows(entries, style.columns)}`;
}

function meetingText({ ids: [a, b], proof }: Separation['meetings'][number], style: Style): string {
  const text = rows(proofRows(proof, { ...baselineOwners, a, b }), style.columns);
  return `${painted(proof.verdict, style)}: ${printable(a)} and ${printable(b)}\n${text}`;
}

/** Whose conditions a reason names. Absent for the only key of an answer. */
type Owners = Readonly<Partial<Record<NonNullable<GroupReason['of']>, string>>>;

const baselineOwners: Owners = { candidate: 'this key', baseline: '--not-wider-than' };

function reasonText(reason: Reason, owners: Owners): string {
  if ('rule' in reason) return `rule ${reason.rule}`;
  const { of, from, parameter, text } = reason;
  if (of === 'claim') return text;
  const source = [of === undefined ? undefined : owners[of], from, parameter];
  return `${source.filter(name => name !== undefined).join(' ')}: ${text}`;
}

function proofRows(proof: Proof, owners: Owners): [string, string | readonly string[]][] {
  const lines: [string, string | readonly string[]][] = [];
  if (proof.verdict === 'undecided') return [['reason', printable(proof.reason)]];
  if (proof.verdict === 'vacuous')
    lines.push(['hint', 'This is nearly always a mistake: conditions of the key exclude each other.']);
  if (proof.verdict === 'refuted') {
    lines.push(['shows', printable(JSON.stringify(proof.record))]);
    if (proof.indexName !== undefined) lines.push(['in index', printable(proof.indexName)]);
  }
  if (proof.because.length > 0) {
    lines.push([
      labelOf(proof.because, proof.verdict),
      proof.because.map(reason => printable(reasonText(reason, owners))),
    ]);
  }
  if (proof.verdict === 'refuted' && proof.hint !== undefined) lines.push(['hint', printable(proof.hint)]);
  return lines;
}

function labelOf(because: readonly Reason[], verdict: Verdict): string {
  if (verdict !== 'refuted') return 'by';
  // For a record that two keys show, the groups of both keys explain why. Any other record violates a group.
  return because.some(reason => 'of' in reason && (reason.of === 'a' || reason.of === 'b'))
    ? 'by'
    : 'violates';
}

function separationText(separation: Separation, style: Style): string {
  const { verdict, tenants, meetings, isComplete } = separation;
  const title = `no two tenants see the same record (${tenants} ${tenants === 1 ? 'tenant' : 'tenants'})`;
  const lines = meetings.map(meeting => meetingText(meeting, style));
  const note = isComplete ? [] : ['Not every pair was compared.'];
  return [`${painted(verdict, style)}: ${title}`, ...lines, ...note].join('\n\n');
}

function sampleText({ records, findings, lists }: SampleReport, style: Style): string {
  const found = findings.slice(0, MAX_LISTED).map(({ id, line, objectID }) => {
    const name = objectID === undefined ? '' : ` (objectID ${printable(objectID)})`;
    return `  ${style.red('shown')}  ${printable(id)} shows the record of line ${line}${name}.`;
  });
  const several = Object.entries(lists)
    .filter(([, count]) => count > 0)
    .map(
      ([attribute, count]) =>
        `  ${style.yellow('lists')}  ${printable(attribute)} has several values in ${count} of ${records} records, so a single value cannot be assumed.`,
    );
  const summary =
    findings.length === 0
      ? `Sample: none of ${records} records is a counterexample.`
      : `Sample: ${findings.length} ${findings.length === 1 ? 'key shows' : 'keys show'} a record of the sample that it must not show.`;
  return [summary, ...found, ...several].join('\n');
}

function findingsText(findings: readonly KeyFinding[], style: Style): string {
  if (findings.length === 0) return '';
  const entries = findings
    .slice(0, MAX_LISTED)
    .map(({ code, message, hint, ids }): [string, readonly string[]] => [
      code,
      [printable(message), style.dim(printable(hint ?? '')), style.dim(printable(keysText(ids)))],
    ]);
  const hidden = findings.length - entries.length;
  return [
    'Findings',
    rows(entries, style.columns),
    ...(hidden > 0 ? [`And ${hidden} more; --json lists all.`] : []),
  ].join('\n');
}

function keysText([first, ...others]: readonly string[]): string {
  return others.length === 0 ? `in ${first}` : `in ${first} and ${others.length} more`;
}

function assumptionsText(assumptions: readonly Assumption[], style: Style): string {
  if (assumptions.length === 0) return '';
  const entries = assumptions.map(({ code, message, hint }): [string, readonly string[]] => [
    code,
    [printable(message), style.dim(printable(hint))],
  ]);
  return `Assumptions\n${rows(entries, style.columns)}`;
}
