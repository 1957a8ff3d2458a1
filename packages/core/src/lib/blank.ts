/** Whether a secret or id was read with the blank or line break around it: it would be signed with, and fit nothing. */
export function hasBlankAtAnEnd(text: string): boolean {
  return text !== text.trim();
}
