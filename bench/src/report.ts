import type { Timing } from './measure.ts';

/** One Markdown table: for each group, the time of forgekey, and how many times longer every other contender takes. */
export function tableOf(timings: readonly Timing[], ours: string): string {
  const rows = timings.flatMap(({ group, contender, nanoseconds }) => {
    if (contender === ours) return [];
    const own = timings.find(timing => timing.group === group && timing.contender === ours)!.nanoseconds;
    const ratio = nanoseconds / own;
    return [[group, contender, `${ratio.toFixed(2)}x`, durationOf(own), durationOf(nanoseconds)]];
  });
  const head = ['call', 'against', `${ours} is faster by`, ours, 'the other'];
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function durationOf(nanoseconds: number): string {
  return nanoseconds < 10_000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(1)} µs`;
}
