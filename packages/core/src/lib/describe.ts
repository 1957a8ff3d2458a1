/** What `value` is, for a message: its kind, never its content, which may be a secret. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === 'string' && name !== '' && name !== 'Object' ? `a ${name}` : 'an object';
  }
  return `a ${typeof value}`;
}

/** The same of a value that is no secret: of a number, which one. */
export function describeNumber(value: unknown): string {
  return typeof value === 'number' ? `the number ${value}` : describe(value);
}
