import type { Report } from '../entries/report.ts';

const SHOWN_FAILURES = 10;

/** `core 4,358 · node 4,358 cases`. @throws Error that names the first failures, if there is one or nothing ran. */
export function reportLine(report: Report): string {
  const parts = Object.entries(report);
  const failures = parts.flatMap(([part, { failures }]) =>
    failures.map(
      ({ name, message }) => `  ${part}: ${name}\n    ${message.split('\n').slice(0, 4).join('\n    ')}`,
    ),
  );
  if (failures.length > 0) {
    throw new Error(`${failures.length} cases failed\n${failures.slice(0, SHOWN_FAILURES).join('\n')}`);
  }
  const empty = parts.filter(([, { passed }]) => passed === 0).map(([part]) => part);
  if (parts.length === 0 || empty.length > 0) throw new Error(`no case ran: ${empty.join(', ')}`);
  const total = parts.reduce((sum, [, { passed }]) => sum + passed, 0);
  const counts = parts.map(([part, { passed }]) => `${part} ${number(passed)}`).join(', ');
  return `${number(total)} cases (${counts})`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
