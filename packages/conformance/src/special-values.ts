/** Turns `{"$": …}` in the vectors into a value that JSON cannot represent. */
export function readSpecialValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readSpecialValues);
  if (typeof value !== 'object' || value === null) return value;
  if ('$' in value && typeof value.$ === 'string') return specialValue(value.$);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, readSpecialValues(member)]));
}

function specialValue(text: string): unknown {
  const [kind, argument] = text.split(':');
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'NaN':
      return Number.NaN;
    case 'Infinity':
      return Number.POSITIVE_INFINITY;
    case 'float':
    case 'int':
      return Number(argument);
    case 'date':
      return new Date(Number(argument) * 1000);
    case 'proto':
      return JSON.parse('{"__proto__":"polluted","a":"1"}');
    case 'lone':
      return 'a\uD800b';
    default:
      throw new Error(`the vectors hold an unknown special value: ${text}`);
  }
}
