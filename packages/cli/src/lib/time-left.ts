const units = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `in 14 minutes 59 seconds`, `2 hours ago`: the two largest units, rounded towards now. */
export function timeLeft(moment: Date, now: Date): string {
  const milliseconds = moment.getTime() - now.getTime();
  if (milliseconds === 0) return 'now';
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return milliseconds < 0 ? 'just now' : 'in less than a second';
  const [name, size] = units[first]!;
  const parts = [counted(Math.floor(seconds / size), name)];
  const next = units[first + 1];
  if (next !== undefined) {
    const rest = Math.floor((seconds % size) / next[1]);
    if (rest > 0) parts.push(counted(rest, next[0]));
  }
  return milliseconds < 0 ? `${parts.join(' ')} ago` : `in ${parts.join(' ')}`;
}

/** `2026-11-22 16:20:00 UTC`. */
export function utc(moment: Date): string {
  return `${moment.toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
