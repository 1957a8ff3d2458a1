/** What `value` is, for a message: its kind, never its content. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === 'string' && name !== '' && name !== 'Object' ? `a ${name}` : 'an object';
  }
  return typeof value === 'number' ? `the number ${value}` : `a ${typeof value}`;
}

/** The same of a value that should have been a secret: of a number, too, no more than that it is one. */
export function describeKind(value: unknown): string {
  return typeof value === 'number' ? 'a number' : describe(value);
}
