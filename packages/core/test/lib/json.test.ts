import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { duplicateMember, parseJson, readJsonObject } from '../../src/lib/json.ts';
import { MAX_JSON_DEPTH } from '../../src/lib/limits.ts';
import { growthFactor, LINEAR_GROWTH_LIMIT } from '../support/growth.ts';
import { randomCases, randomNumbers } from '../support/random-numbers.ts';

describe('readJsonObject', () => {
  it('reads objects alone', () => {
    expect(readJsonObject('{"a":1}')).toEqual({ members: { a: 1 }, duplicate: undefined });
    for (const text of ['', 'null', '[]', '"a"', '5', '{', '{}{}', '{a:1}', "{'a':1}", '\ufeff{}']) {
      expect(readJsonObject(text), text).toBeUndefined();
    }
  });
});

describe('parseJson', () => {
  const nested = (levels: number, inside = ''): string => '['.repeat(levels) + inside + ']'.repeat(levels);

  it('reads what nests 16 levels deep, and nothing deeper', () => {
    for (const text of [nested(MAX_JSON_DEPTH, '1'), nested(MAX_JSON_DEPTH + 1), nested(17, ' \n ')]) {
      expect(parseJson(text), text).toEqual(JSON.parse(text));
    }
    for (const inside of ['1', '[]', '{}', '""', 'null', ' 1']) {
      expect(parseJson(nested(MAX_JSON_DEPTH + 1, inside)), inside).toBeUndefined();
    }
  });

  it('counts no bracket inside a text', () => {
    for (const value of ['['.repeat(100), ['\\', '{'.repeat(50), '"[['.repeat(20)]]) {
      const text = JSON.stringify({ value });
      expect(parseJson(text)).toEqual({ value });
    }
  });

  it('does not parse what nests too deep: brackets that are never closed', () => {
    const parse = vi.spyOn(JSON, 'parse');
    try {
      expect(parseJson('['.repeat(1_000_000))).toBeUndefined();
      expect(parse).not.toHaveBeenCalled();
    } finally {
      parse.mockRestore();
    }
  });

  it('agrees with parsing first and measuring the value, for 100,000 texts', () => {
    const random = randomNumbers(1);
    const pieces = ['[', '[', '[', '{"a":', ']', '}', ',', '"', '\\', '\\"', '1', ' ', 'null'];
    for (let round = 0; round < randomCases(100_000); round++) {
      const opened = random(40);
      let text = Array.from({ length: random(6) }, () => pieces[random(pieces.length)]).join('');
      text = random(2) === 0 ? nested(opened, text) : text + '['.repeat(opened) + text + ']'.repeat(opened);
      const carefully = parseThenMeasure(text);
      if (!isDeepStrictEqual(parseJson(text), carefully)) expect.fail(JSON.stringify(text));
    }
  });
});

function parseThenMeasure(text: string): unknown {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(-1, ...Object.values(value).map(depthOf)) : 0;
  try {
    const value = JSON.parse(text);
    return depthOf(value) > MAX_JSON_DEPTH ? undefined : value;
  } catch {
    return undefined;
  }
}

describe('the duplicate that readJsonObject reports', () => {
  it('is what the scan finds, for 100,000 objects', () => {
    const random = randomNumbers(2);
    const names = ['"a"', '"b"', '"\\u0061"', '"1"', '"0"', '"__proto__"', '"toJSON"', '"\\""'];
    const values = [
      '1',
      '1.0',
      '1e2',
      '"x"',
      '"\\/"',
      'null',
      '[]',
      '{"a":1,"a":2}',
      '[{"b":1, "b":1}]',
      '{}',
    ];
    let duplicates = 0;
    for (let round = 0; round < randomCases(100_000); round++) {
      const members = Array.from(
        { length: random(5) },
        () => `${names[random(names.length)]}:${values[random(values.length)]}`,
      );
      const text = `{${members.join(random(3) === 0 ? ', ' : ',')}}`;
      const expected = duplicateMember(text);
      if (expected !== undefined) duplicates++;
      if (readJsonObject(text)?.duplicate !== expected) expect.fail(text);
    }
    expect(duplicates).toBeGreaterThan(randomCases(10_000));
  });
});

describe('duplicateMember', () => {
  it('finds none in what JSON.stringify writes, spaced or not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, space) => {
        expect(duplicateMember(JSON.stringify(value, null, space))).toBeUndefined();
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('finds the one name that occurs twice, wherever the object is', () => {
    const wrap = fc.func(fc.constantFrom('list', 'object', 'both'));
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), wrap, fc.nat(5), (name, value, wrapperAt, depth) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        let json = `{${member},"\\u0020x":[],${member}}`;
        for (let level = 0; level < depth; level++) {
          const wrapper = wrapperAt(level);
          json =
            wrapper === 'list'
              ? `[1,${json},2]`
              : wrapper === 'object'
                ? `{"a":${json}}`
                : `{"a":[{}],"b":[${json}]}`;
        }
        expect(duplicateMember(json)).toBe(name);
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('compares names as they read, not as they are spelt', () => {
    expect(duplicateMember('{"sub":1,"s\\u0075b":2}')).toBe('sub');
    expect(duplicateMember('{"\\/":1,"/":2}')).toBe('/');
    expect(duplicateMember('{"sub":1,"s\\\\u0075b":2}')).toBeUndefined();
  });

  it.each<[string, (size: number) => string]>([
    ['members', size => `{${Array.from({ length: size }, (_, index) => `"${index}":1`).join()}}`],
    ['nested lists', size => '['.repeat(size) + ']'.repeat(size)],
    ['escapes in one text', size => `{"${'\\"'.repeat(size)}":1}`],
    ['characters outside texts', size => `{"a":${'1'.repeat(size)}}`],
  ])('grows with the number of %s', (_, jsonOf) => {
    expect(growthFactor(jsonOf, duplicateMember, 1000)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });
});
