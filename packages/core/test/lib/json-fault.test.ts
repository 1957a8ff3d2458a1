import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFaultIndex } from '../../src/lib/json.ts';
import { randomCases } from '../support/random-numbers.ts';

describe('jsonFaultIndex', () => {
  it.each([
    ['', 0],
    ['  ', 2],
    ['{"a": x}', 6],
    ["{'a': 1}", 1],
    ['{"a" 1}', 5],
    ['{"a": 1,}', 8],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a": 1', 7],
    ['{} {}', 3],
    ['[01]', 2],
    ['["a\nb"]', 1],
    ['{"a": "b\\x"}', 6],
    ['{"a": tru}', 6],
    ['[}', 1],
    ['{]', 1],
    ['{"a": 1]', 7],
  ])('finds the fault of %j at %i', (text, index) => {
    expect(jsonFaultIndex(text)).toBe(index);
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const alphabet = fc.constantFrom(...'[]{},:"\\ \n019-+.eEtrufalsn', 'true', 'null', '"a"', '\\u00e9');
    const altered = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.string({ unit: alphabet, maxLength: 3 }))
      .map(([json, at, removed, added]) => {
        const index = at % (json.length + 1);
        return json.slice(0, index) + added + json.slice(index + removed);
      });
    fc.assert(
      fc.property(fc.oneof(altered, fc.string({ unit: alphabet })), text => {
        expect(jsonFaultIndex(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: randomCases(20_000) },
    );
  });

  it.each(['[', '{"a":', '"', '"\\', '1', ' '])('reads a million characters of %j', piece => {
    expect(jsonFaultIndex(piece.repeat(1_000_000 / piece.length))).toBeTypeOf(
      piece === '1' ? 'undefined' : 'number',
    );
  });
});
