/** The zone in which times are typed and shown, for people. */
export function timeZoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Unix seconds as a `datetime-local` control writes them: in the zone of this machine, with seconds where there are any. */
export function localTimeOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, seconds % 60 === 0 ? 16 : 19);
}

/** What a `datetime-local` control says, in Unix seconds, or undefined where it is incomplete. */
export function secondsOfLocalTime(text: string): number | undefined {
  const seconds = Math.floor(new Date(text).getTime() / 1000);
  return Number.isNaN(seconds) ? undefined : seconds;
}
