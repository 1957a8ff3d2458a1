import fc, { type Arbitrary } from 'fast-check';
import type { SecuredApiKeyRestrictions } from '../../src/secured-api-key/restrictions.ts';
import { type SearchParameter, searchParameters } from '../../src/secured-api-key/search-parameters.ts';
import { unicodeText } from './text-arbitrary.ts';

/** Text with everything that a separator, a quote, a percent-encoding or a code unit could spoil. */
export const oddText: Arbitrary<string> = fc.oneof(
  unicodeText({ maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          ',',
          '(',
          ')',
          '[',
          ']',
          '{',
          '}',
          '"',
          "'",
          '\\',
          '&',
          '=',
          '%',
          '%2C',
          '+',
          ' ',
          '#',
          '?',
          '/',
          ';',
        ],
        ...[
          '\n',
          '\t',
          '\0',
          '\u2028',
          '\ufeff',
          '\ufffd',
          '😀',
          'é',
          'e\u0301',
          'ß',
          'a',
          'null',
          'true',
          '-1.50',
          ':',
        ],
      ),
      { maxLength: 8 },
    )
    .map(parts => parts.join('')),
);

const visibleText = oddText.filter(text => text.trim() !== '');
const finiteNumber = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter(number => !Object.is(number, -0));
const jsonObject = fc.dictionary(oddText, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }).map(value => {
  // What JSON itself cannot tell apart: -0 and 0.
  return JSON.parse(JSON.stringify(value)) as object;
});
const octet = fc.nat(255);
const ipv4 = fc.tuple(octet, octet, octet, octet).map(octets => octets.join('.'));
const numberLists = fc.array(fc.array(finiteNumber, { maxLength: 6 }), { maxLength: 3 });
const languages = fc.array(fc.constantFrom('fr', 'en', 'pt-br'), { maxLength: 3 });

const valuesByName: Readonly<Record<string, Arbitrary<unknown>>> = {
  restrictSources: fc.oneof(
    ipv4,
    fc.tuple(ipv4, fc.nat(32)).map(([address, length]) => `${address}/${length}`),
  ),
  restrictIndices: fc.array(
    fc
      .tuple(
        fc.constantFrom('', '*'),
        visibleText.filter(text => !text.includes('*')),
        fc.constantFrom('', '*'),
      )
      .map(parts => parts.join('')),
    { minLength: 1, maxLength: 3 },
  ),
};

const restrictingValuesByType: Readonly<Record<string, Arbitrary<unknown>>> = {
  string: visibleText,
  nested: fc.array(fc.oneof(visibleText, fc.array(visibleText, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  }),
};

/** Without the list of one empty text, whose comma text is that of the empty list. */
function readableList<Element>(elements: Arbitrary<Element>): Arbitrary<Element[]> {
  return fc.array(elements, { maxLength: 4 }).filter(list => list.length !== 1 || `${list[0]}` !== '');
}

const valuesByType: Readonly<Record<string, Arbitrary<unknown>>> = {
  string: oddText,
  integer: fc.maxSafeInteger(),
  boolean: fc.boolean(),
  seconds: fc.integer({ min: 1, max: 99_999_999_999 }),
  'string[]': readableList(oddText),
  nested: readableList(fc.oneof(oddText, fc.array(oddText, { maxLength: 3 }))),
  'number[][]': numberLists,
  object: jsonObject,
  radius: fc.oneof(fc.maxSafeInteger(), fc.constant('all')),
  precision: fc.oneof(fc.maxSafeInteger(), fc.array(jsonObject, { maxLength: 3 })),
  boundingBox: fc.oneof(numberLists, fc.constant('47.3165,4.9665,47.3424,5.0201')),
  typoTolerance: fc.constantFrom(true, false, 'min', 'strict'),
  languages: fc.oneof(fc.boolean(), languages),
  distinct: fc.oneof(fc.maxSafeInteger(), fc.boolean()),
};

function valuesOf(name: string, { type, restricts, nonNegative }: SearchParameter): Arbitrary<unknown> {
  if (nonNegative) return fc.maxSafeNat();
  const values = valuesByName[name] ?? (restricts && restrictingValuesByType[type]) ?? valuesByType[type];
  if (!values) throw new Error(`no values for the type ${type} of ${name}`);
  return values;
}

const entry: Arbitrary<[string, unknown]> = fc.oneof(
  ...Object.entries(searchParameters).map(([name, row]) => fc.tuple(fc.constant(name), valuesOf(name, row))),
);

/** Flat restrictions with parameters from the whole table. */
export const restrictions: Arbitrary<SecuredApiKeyRestrictions> = fc
  .uniqueArray(entry, { selector: ([name]) => name, minLength: 1, maxLength: 6 })
  .map(entries => Object.fromEntries(entries));
