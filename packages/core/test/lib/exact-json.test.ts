import { describe, expect, it } from 'vitest';
import { parseExactJsonObject } from '../../src/lib/json.ts';

describe('parseExactJsonObject', () => {
  it.each([
    '{}',
    '{"a":[1,-2.5,1e3,9007199254740991,0.1,100000000000000000,2.3522219000000177]}',
    '{"a":"12345678901234567890"}',
    '{"a":[0,0.00,0e5,1e308,1e-300]}',
    '{"a":{"b":1},"b":2}',
  ])('reads %s as JSON.parse does', text => {
    expect(parseExactJsonObject(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['', 'not valid JSON at line 1, column 1'],
    ['[]', 'must be a JSON object'],
    ['null', 'must be a JSON object'],
    ['{"filters":"a:1","filters":"b:1"}', 'twice'],
    ['{"a":{"filt\\u0065rs":1,"filters":2}}', 'twice'],
    ['{"userToken":12345678901234567890}', 'too many digits'],
    ['{"a":[9007199254740993]}', 'too many digits'],
    ['{"a":0.12345678901234567890}', 'too many digits'],
    ['{"a":1e400}', 'too many digits'],
    ['{"a":-1e400}', 'too many digits'],
    ['{"a":1e-400}', 'too many digits'],
  ])('refuses %s: it would become something else', (text, why) => {
    expect(() => parseExactJsonObject(text)).toThrow(why);
  });

  it.each([
    ['a name', `{"${'n'.repeat(9_000)}":1,"${'n'.repeat(9_000)}":1}`],
    ['a number', `{"a":${'9'.repeat(9_000)}}`],
  ])('shows the beginning of %s that is long', (_, text) => {
    expect(() => parseExactJsonObject(text)).toThrow(/^.{1,140}$/);
  });

  it('repeats nothing of a text that is not JSON', () => {
    expect(() => parseExactJsonObject('{"restrictions": sk-alg-123}')).toThrow(
      /^is not valid JSON at line 1, column 18$/,
    );
  });
});
