import { describe, expect, it } from 'vitest';
import { parseJsonObject } from '../../src/lib/json-object.ts';

describe('parseJsonObject', () => {
  it.each([
    '{}',
    '{"a":[1,-2.5,1e3,9007199254740991,0.1,100000000000000000,2.3522219000000177]}',
    '{"a":"12345678901234567890"}',
    '{"a":[0,0.00,0e5,1e308,1e-300]}',
    '{"a":{"b":1},"b":2}',
  ])('reads %s as JSON.parse does', text => {
    expect(parseJsonObject(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['', 'not valid JSON'],
    ['[]', 'must be a JSON object'],
    ['null', 'must be a JSON object'],
    ['{"filters":"a:1","filters":"b:1"}', 'stands twice'],
    ['{"a":{"filt\\u0065rs":1,"filters":2}}', 'stands twice'],
    ['{"userToken":12345678901234567890}', 'cannot be kept as it is'],
    ['{"a":[9007199254740993]}', 'cannot be kept as it is'],
    ['{"a":0.12345678901234567890}', 'cannot be kept as it is'],
    ['{"a":1e400}', 'cannot be kept as it is'],
    ['{"a":-1e400}', 'cannot be kept as it is'],
    ['{"a":1e-400}', 'cannot be kept as it is'],
  ])('refuses %s: it would become something else', (text, why) => {
    expect(() => parseJsonObject(text)).toThrow(why);
  });

  it.each([
    ['a name', `{"${'n'.repeat(9_000)}":1,"${'n'.repeat(9_000)}":1}`],
    ['a number', `{"a":${'9'.repeat(9_000)}}`],
  ])('shows the beginning of %s that is long', (_, text) => {
    expect(() => parseJsonObject(text)).toThrow(/^.{1,120}$/);
  });

  it('repeats nothing of a text that is no JSON', () => {
    expect(() => parseJsonObject('{"restrictions": sk-alg-123}')).toThrow(/^it is not valid JSON$/);
  });
});
