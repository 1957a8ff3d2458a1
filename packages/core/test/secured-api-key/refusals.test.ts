import { describe, expect, it } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey } from '../../src/index.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { PARENT } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import {
  conflicts,
  emptyRestrictions,
  type RefusalRow,
  unfaithfulValues,
  unknownNames,
  wrongPatterns,
  wrongSources,
  wrongValidUntils,
} from './refusal-rows.ts';

const families: Record<string, RefusalRow[]> = {
  'a key that would restrict nothing': emptyRestrictions,
  'a name that is not known': unknownNames,
  'a value that cannot be signed faithfully': unfaithfulValues,
  'validUntil that is not a positive integer of seconds': wrongValidUntils,
  'restrictSources that is not one IPv4 address or range': wrongSources,
  'restrictIndices with a star inside': wrongPatterns,
  'one parameter with two values': conflicts,
};

for (const [family, rows] of Object.entries(families)) {
  describe(`refused: ${family}`, () => {
    it.each(rows)('%s', (_, restrictions, code, parameter) => {
      const given = restrictions as object;
      const error = errorOf(() => generateSecuredApiKey({ parentApiKey: PARENT, restrictions: given }));
      expect(error.code).toBe(code);
      expect(error.parameter).toBe(parameter);
      expect(codeOf(() => generateSecuredApiKey(PARENT, given))).toBe(code);
      expect(codeOf(() => serializeRestrictions(given))).toBe(code);
    });
  });
}

describe('refused in the prepared generator', () => {
  const makers: [string, (restrictions: object) => unknown][] = [
    [
      'as common restrictions',
      restrictions => createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions }),
    ],
    [
      'as own restrictions',
      restrictions =>
        createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: { query: 'q' } })(restrictions),
    ],
  ];
  const rows = [
    ...unknownNames,
    ...unfaithfulValues,
    ...wrongValidUntils,
    ...wrongSources,
    ...wrongPatterns,
    ...conflicts,
  ];

  it.each(makers)('%s: every row of the tables above', (_, make) => {
    for (const [what, restrictions, code] of rows) {
      expect(
        codeOf(() => make(restrictions as object)),
        what,
      ).toBe(code);
    }
  });
});

describe('an unknown option', () => {
  it.each([['filters'], ['validUntil'], ['searchParams'], ['restriction']])(
    '%s beside restrictions is a TypeError',
    name => {
      const options = { parentApiKey: 'parent', restrictions: { filters: 'a:1' }, [name]: 'tenant:1' };
      expect(() => generateSecuredApiKey(options)).toThrow(TypeError);
      expect(() => createSecuredApiKeyGenerator(options)).toThrow(`Unknown option "${name}"`);
    },
  );
});

describe('a secured API key without its padding', () => {
  it('is not a parent key either', () => {
    const secured = generateSecuredApiKey('parent', { filters: 'a:12' }).replace(/=+$/, '');
    expect(() => generateSecuredApiKey(secured, { filters: 'a:1' })).toThrow('is itself a secured API key');
  });
});
