/**
 * Whether a restriction's value lets everything through: blank text, an empty list, or a list with an empty element or
 * group, whose usual cause is an empty list of permissions.
 */
export function restrictsNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && (value.length === 0 || value.some(restrictsNothing));
}
