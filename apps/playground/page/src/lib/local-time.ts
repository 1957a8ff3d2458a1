/** The name of the time zone in which times are typed and shown. */
export function timeZoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Unix seconds in the format of a `datetime-local` control: in the zone of this machine, with seconds unless they are 0. */
export function localTimeOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, seconds % 60 === 0 ? 16 : 19);
}

/** The value of a `datetime-local` control in Unix seconds, or undefined if it is incomplete. */
export function secondsOfLocalTime(text: string): number | undefined {
  const seconds = Math.floor(new Date(text).getTime() / 1000);
  return Number.isNaN(seconds) ? undefined : seconds;
}
