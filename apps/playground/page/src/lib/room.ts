/** Whether there is room for details. On a phone, explanations start folded. */
export function hasRoom(): boolean {
  return window.matchMedia('(min-width: 40rem)').matches;
}
