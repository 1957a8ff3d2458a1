const decimal = /^-?\d+(?:\.\d+)?$/;

/** Whether `text` is a plain decimal number, `-?\d+(\.\d+)?`: without an exponent, a plus sign or a bare point. */
export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

/** A finite number as plain decimal text, without an exponent; `-0` is `0`. Reading it back yields the same number. */
export function decimalText(value: number): string {
  const [mantissa, exponent] = String(value).split('e') as [string, string | undefined];
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string | undefined];
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`;
  // An exponent begins at 1e21, where a double has no digits after the point.
  return `${sign}${whole}${fraction.padEnd(power, '0')}`;
}
