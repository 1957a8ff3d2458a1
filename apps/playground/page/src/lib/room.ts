/** Whether there is room for details at first. On a phone, what explains starts folded. */
export function hasRoom(): boolean {
  return window.matchMedia('(min-width: 40rem)').matches;
}
