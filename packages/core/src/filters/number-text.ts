/**
 * A finite number in the only notation the filter language has, `-?\d+(\.\d+)?`, without an exponent. Reading it
 * back yields the same number.
 */
export function numberText(value: number): string {
  const [mantissa, exponent] = String(value).split('e') as [string, string | undefined];
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string | undefined];
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`;
  // An exponent begins at 1e21, where a double has no digits behind the point.
  return `${sign}${whole}${fraction.padEnd(power, '0')}`;
}
