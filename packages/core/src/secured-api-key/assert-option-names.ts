import { quote } from '../lib/quote.ts';

const optionNames: readonly string[] = [
  'parentApiKey',
  'restrictions',
  'allowUnknownParameters',
  'dangerouslyAllowBrowser',
];

/**
 * Refuses an option that nobody reads: a restriction that stands beside `restrictions`, instead of in it, would
 * silently not be signed.
 *
 * @throws {TypeError}
 */
export function assertOptionNames(options: object): void {
  for (const name of Object.keys(options)) {
    if (optionNames.includes(name)) continue;
    throw new TypeError(`${quote(name)} is no option. A restriction belongs into { restrictions: { … } }.`);
  }
}
