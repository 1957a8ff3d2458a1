import { describe, expect, it } from 'vitest';
import { isForgekeyError } from '../../src/errors.ts';
import { ownEntries, UnwritableValue } from '../../src/lib/plain-copy.ts';
import { getSecuredApiKeyRemainingValidity } from '../../src/secured-api-key/expiry.ts';
import { assertUnambiguous, parseRestrictions, readQueryString } from '../../src/secured-api-key/parse.ts';
import { searchParameter, searchParameterNames } from '../../src/secured-api-key/search-parameters.ts';
import { parametersOf, queryStringOf, serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { canonicalText, checkValue } from '../../src/secured-api-key/value-types.ts';
import { assertFilterNumbers, assertSignable } from '../../src/secured-api-key/write-value.ts';
import { codeOf } from '../support/error-of.ts';
import { randomCases, randomNumbers } from '../support/random-numbers.ts';

const INPUTS = randomCases(100_000);

const pieces = [
  ...[
    'validUntil',
    'v%61lidUntil',
    'validUntil=',
    '&validUntil=1893456000&',
    'validUntil=1&',
    'query=q&',
    'a',
    'b',
  ],
  ...['=', '=', '=', '&', '&', '&', '&&'],
  ...[
    '1893456000',
    '99999999999',
    '100000000000',
    '0',
    '1',
    '.0',
    '-',
    '+',
    '%',
    '%3D',
    '%26',
    '%E9',
    '%C3%A9',
    'é',
  ],
];

function textsOf(seed: number): string[] {
  const random = randomNumbers(seed);
  return Array.from({ length: INPUTS }, () => {
    let text = '';
    for (let count = 1 + random(12); count > 0; count--) text += pieces[random(pieces.length)];
    return text;
  });
}

const signature = '0'.repeat(64);
const now = new Date(0);

/** What the careful way answers: the number, or the code of the refusal. */
function carefully(queryString: string): number | string {
  const { restrictions, problems } = readQueryString(queryString);
  const ofExpiry = problems.filter(({ parameter }) => parameter === 'validUntil');
  return (
    codeOf(() => assertUnambiguous({ problems: ofExpiry })) ?? restrictions.validUntil ?? 'ERR_KEY_NO_EXPIRY'
  );
}

describe('every shortcut answers as the careful way does', () => {
  it('the pattern for an obvious validUntil, repeated and encoded names included', () => {
    const outcomes = new Map<string, number>();
    for (const text of textsOf(1)) {
      const securedApiKey = Buffer.from(signature + text).toString('base64');
      let answer: number | string | undefined;
      const code = codeOf(() => {
        answer = getSecuredApiKeyRemainingValidity({ securedApiKey, now });
      });
      const expected = carefully(text);
      if ((code ?? answer) !== expected)
        expect({ text, answer: code ?? answer }).toEqual({ text, answer: expected });
      const outcome = typeof expected === 'number' ? 'a number' : expected;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual(['ERR_KEY_AMBIGUOUS', 'ERR_KEY_NO_EXPIRY', 'a number']);
    expect(Math.min(...outcomes.values())).toBeGreaterThan(INPUTS / 200);
  });

  it('the decoder of percent-encoding, which tests text before it decodes', () => {
    for (const text of textsOf(2)) {
      const component = text.replaceAll(/[=&]/g, '');
      if (component === '') continue;
      const { restrictions, problems } = readQueryString(`query=${component}`);
      let expected: string | undefined;
      try {
        expected = decodeURIComponent(component.replaceAll('+', ' '));
      } catch {}
      const actual = problems.length === 0 ? restrictions.query : undefined;
      if (actual !== expected) expect({ component, actual }).toEqual({ component, actual: expected });
    }
  });

  it('every pair of encoded bytes is taken for UTF-8 exactly where decodeURIComponent takes it', () => {
    const hex = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`;
    const tails = ['', '%80', '%80%80', '%bf%bf', '%BF%BF%BF'];
    for (let pair = 0; pair < 65_536; pair++) {
      const component = hex(pair >> 8) + hex(pair & 255) + tails[pair % tails.length];
      const isTaken = readQueryString(`query=${component}`).problems.length === 0;
      const isUtf8 = ((): boolean => {
        try {
          decodeURIComponent(component);
          return true;
        } catch {
          return false;
        }
      })();
      if (isTaken !== isUtf8) expect({ component, isTaken }).toEqual({ component, isTaken: isUtf8 });
    }
  });

  it('the test for text that has nothing to encode', () => {
    const random = randomNumbers(3);
    for (let count = 0; count < INPUTS; count++) {
      let query = '';
      for (let length = 1 + random(8); length > 0; length--) query += String.fromCharCode(random(300));
      const expected = `query=${encodeURIComponent(query)}`;
      if (serializeRestrictions({ query }) !== expected) expect(query).toBe(expected);
    }
  });

  it('the text of a word, a list of words, a count or a time', () => {
    const random = randomNumbers(9);
    const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)]!;
    const pieces = [
      'a',
      'b_1',
      '-',
      '.',
      ' ',
      ',',
      '(',
      ')',
      '*',
      '"',
      '[',
      'é',
      '\ud800',
      '1.2.3.4',
      'a=12345678901234567',
    ];
    const textOf = (): string => Array.from({ length: random(4) }, () => pick(pieces)).join('');
    const makers = [
      textOf,
      () => pick([0, -0, 1, -1, 20, 1.5, 4_000_000_000, 1e11, 1e21, Number.NaN, Number.POSITIVE_INFINITY]),
      () => Array.from({ length: random(4) }, textOf),
      () => [textOf(), Array.from({ length: random(3) }, textOf)],
      () => [textOf(), pick([1, 1e21, true, null, undefined])],
      () => pick([true, null, {}, 5n, new Date(1e12), 'x'.repeat(300)]),
    ];
    const names = [
      'filters',
      'numericFilters',
      'tagFilters',
      'restrictIndices',
      'restrictSources',
      'userToken',
      'validUntil',
    ];
    const outcomes = new Map<string, number>();
    for (let count = 0; count < INPUTS; count++) {
      const row = searchParameter(pick(random(2) === 0 ? names : searchParameterNames()))!;
      const value = pick(makers)();
      const assertNumbers = random(2) === 0 ? assertFilterNumbers : undefined;
      const outcomeOf = (run: () => string): string => {
        try {
          return run();
        } catch (error) {
          if (error instanceof UnwritableValue) return 'ERR_RESTRICTION_VALUE';
          if (isForgekeyError(error)) return error.code;
          throw error;
        }
      };
      const actual = outcomeOf(() =>
        queryStringOf(parametersOf({ [row.name]: value }), { allowUnknown: false, assertNumbers }),
      );
      const expected =
        value === undefined
          ? 'ERR_RESTRICTIONS_EMPTY'
          : outcomeOf(() => {
              const checked = checkValue(row.type, value);
              if (checked === undefined || (row.nonNegative && (checked as number) < 0))
                return 'ERR_RESTRICTION_VALUE';
              assertSignable(row, checked, assertNumbers);
              return `${row.name}=${encodeURIComponent(canonicalText(checked))}`;
            });
      if (actual !== expected) expect({ row, value, actual }).toEqual({ row, value, actual: expected });
      const outcome = actual.startsWith('ERR_') ? actual : 'signed';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual(['ERR_RESTRICTION_EMPTY', 'ERR_RESTRICTION_VALUE', 'signed']);
    expect(Math.min(...outcomes.values())).toBeGreaterThan(randomCases(1_000));
  });

  it('the insertion of names one by one sorts as a sort does, and parse reads them back', () => {
    const random = randomNumbers(4);
    for (let round = 0; round < randomCases(2_000); round++) {
      const names = new Set(Array.from({ length: 1 + random(30) }, () => `n${random(1000)}`));
      const restrictions = Object.fromEntries([...names].map(name => [name, name]));
      const text = serializeRestrictions(restrictions as object, { allowUnknownParameters: true });
      expect(text).toBe(
        [...names]
          .sort()
          .map(name => `${name}=${name}`)
          .join('&'),
      );
      expect(parseRestrictions(text)).toEqual(restrictions);
    }
  });

  it('an object is refused exactly where one of Reflect.ownKeys is hidden or cannot be read', () => {
    const random = randomNumbers(5);
    const keys = ['a', 'b', '1', '0', '__proto__', 'searchParams', Symbol('s')];
    let refusals = 0;
    for (let count = 0; count < INPUTS; count++) {
      const object: object = {};
      for (let length = random(5); length > 0; length--) {
        const kind = random(12);
        Object.defineProperty(object, keys[random(count % 2 ? keys.length : 6)]!, {
          configurable: true,
          enumerable: kind !== 0,
          ...(kind === 1 ? { get: () => 1 } : kind === 2 ? { set: () => {} } : { value: kind }),
        });
      }
      const isRefused = Reflect.ownKeys(object).some(key => {
        const { enumerable, get, set } = Object.getOwnPropertyDescriptor(object, key)!;
        return typeof key === 'symbol' || !enumerable || (set !== undefined && get === undefined);
      });
      const expected = isRefused
        ? undefined
        : Reflect.ownKeys(object).map(key => [key, Reflect.get(object, key)]);
      let entries: unknown;
      try {
        entries = ownEntries(object);
      } catch (error) {
        if (!(error instanceof UnwritableValue)) throw error;
        refusals++;
      }
      if (JSON.stringify(entries) !== JSON.stringify(expected)) expect(entries).toEqual(expected);
    }
    expect(refusals).toBeGreaterThan(randomCases(10_000));
    expect(refusals).toBeLessThan(INPUTS - randomCases(10_000));
  });

  it('the search for a star inside an index pattern', () => {
    const random = randomNumbers(6);
    for (let count = 0; count < INPUTS; count++) {
      let pattern = '';
      for (let length = 1 + random(6); length > 0; length--) pattern += '*a_'[random(3)];
      const code = codeOf(() => serializeRestrictions({ restrictIndices: [pattern] }));
      const expected = /^\*?[^*]*\*?$/.test(pattern) ? undefined : 'ERR_RESTRICTION_VALUE';
      if (code !== expected) expect({ pattern, code }).toEqual({ pattern, code: expected });
    }
  });
});
