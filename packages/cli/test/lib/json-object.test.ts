import { describe, expect, it } from 'vitest';
import { parseJsonObject } from '../../src/lib/json-object.ts';

describe('parseJsonObject', () => {
  it.each([
    '{}',
    '{"a":[1,-2.5,1e3,9007199254740991,0.1,100000000000000000,2.3522219000000177]}',
    '{"a":"12345678901234567890"}',
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
    ['{"userToken":12345678901234567890}', 'more digits'],
    ['{"a":[9007199254740993]}', 'more digits'],
    ['{"a":0.12345678901234567890}', 'more digits'],
  ])('refuses %s: it would become something else', (text, why) => {
    expect(() => parseJsonObject(text)).toThrow(why);
  });

  it('repeats nothing of a text that is no JSON', () => {
    expect(() => parseJsonObject('{"restrictions": sk-alg-123}')).toThrow(/^it is not valid JSON$/);
  });
});
