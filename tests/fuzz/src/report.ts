import type { Campaign, Failure } from './campaign.ts';
import { countReached } from './coverage.ts';

const integer = new Intl.NumberFormat('en-US');

export function progressLine(campaigns: readonly Campaign[], elapsedSec: number): string {
  const executions = sum(campaigns, campaign => campaign.executions);
  const perSecond = Math.round(executions / Math.max(elapsedSec, 1e-3));
  return (
    `${integer.format(executions)} executions, ${integer.format(perSecond)} per second, ` +
    `corpus ${integer.format(sum(campaigns, ({ corpus }) => corpus.length))}, ` +
    `coverage ${integer.format(sum(campaigns, ({ reached }) => countReached(reached)))}, ` +
    `memory ${integer.format(Math.round(process.memoryUsage.rss() / 2 ** 20))} MB`
  );
}

/** Coverage is in characters of the built code that the target has reached. */
export function summaryTable(campaigns: readonly Campaign[]): string {
  const rows = campaigns.map(({ target, executions, seconds, corpus, reached }) => [
    target.name,
    integer.format(executions),
    integer.format(Math.round(executions / Math.max(seconds, 1e-3))),
    integer.format(corpus.length),
    integer.format(countReached(reached)),
  ]);
  const total = integer.format(sum(campaigns, ({ executions }) => executions));
  return table([
    ['target', 'executions', 'per second', 'corpus', 'characters reached'],
    ...rows,
    ['total', total, '', '', ''],
  ]);
}

export function failureText({ target, violation }: Failure, minimized: string, seed: number): string {
  const quoted = `'${JSON.stringify(minimized).replaceAll("'", '\\u0027')}'`;
  return [
    `${target.name}: ${violation.message}`,
    `seed ${seed}; the smallest input found:`,
    JSON.stringify(minimized).slice(0, 2_000),
    'Run it again with:',
    `npm run fuzz -- --target ${target.name} --input ${quoted.slice(0, 4_000)}`,
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows
    .map(row =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))),
    )
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function sum(campaigns: readonly Campaign[], countOf: (campaign: Campaign) => number): number {
  return campaigns.reduce((total, campaign) => total + countOf(campaign), 0);
}
