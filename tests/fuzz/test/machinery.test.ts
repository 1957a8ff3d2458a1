import { ForgekeyError } from '@forgekey/core';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../packages/core/test/support/random-numbers.ts';
import { Campaign } from '../src/campaign.ts';
import { Coverage, countNew, merge } from '../src/coverage.ts';
import { execute } from '../src/execute.ts';
import { checkGrowth } from '../src/growth.ts';
import { minimize } from '../src/minimize.ts';
import { mutate } from '../src/mutate.ts';
import { type Target, type Texts, Violation } from '../src/target.ts';
import { targets } from '../src/targets/index.ts';

function targetOf(run: Target['run'], form: Target['form'] = 'text'): Target {
  return { name: 'planted', form, seeds: ['seed'], run };
}

function throwing(error: unknown): Target {
  return targetOf(() => {
    throw error;
  });
}

const secret = 'value-of-24-characters!!';

describe('an execution is a violation', () => {
  it.each<[string, Target]>([
    ['where an untyped error is thrown', throwing(new RangeError('Invalid array length'))],
    ['where something else than an error is thrown', throwing('text')],
    [
      'where the engine throws a TypeError',
      targetOf(() => [(undefined as unknown as { name: string }).name]),
    ],
    ['where a message has a line break', throwing(new ForgekeyError('ERR_KEY_MALFORMED', 'a\nb'))],
    [
      'where a hint has an escape',
      throwing(new ForgekeyError('ERR_KEY_MALFORMED', 'a', { hint: '\x1b[31m' })),
    ],
    ['where a message is very long', throwing(new TypeError('a b'.repeat(200)))],
    ['where a message shows the input', throwing(new TypeError(`Bad value ${secret}.`))],
    ['where an answer shows the input', targetOf(() => [`Bad value ${secret}.`])],
    ['where it takes too long', targetOf(busy)],
    ['where an answer shows the input later', targetOf(async () => [`Bad value ${secret}.`])],
    ['where a part that runs later takes too long', targetOf(() => Promise.resolve().then(busy))],
  ])('%s', async (_, target) => {
    await expect((async () => execute(target, secret))()).rejects.toThrow(Violation);
  });

  it('but not where a typed error shows 16 characters', () => {
    expect(() =>
      execute(throwing(new TypeError(`Bad value ${secret.slice(0, 16)}….`)), secret),
    ).not.toThrow();
  });
});

/** Longer than the limit, in processor time. */
function busy(): undefined {
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user < 150_000);
  return undefined;
}

describe('the search', () => {
  it('knows what it has merged, also where a later report of a file is longer', () => {
    const reached = new Map([['a.js', Uint8Array.of(1)]]);
    const longer = new Map([['a.js', Uint8Array.of(0, 0, 1)]]);
    expect(countNew(reached, longer)).toBe(1);
    merge(reached, longer);
    expect(countNew(reached, longer)).toBe(0);
    expect(reached.get('a.js')).toEqual(Uint8Array.of(1, 0, 1));
  });

  it('finds a fault behind several conditions, and its smallest input', async () => {
    const target = targets.find(({ name }) => name === 'parse-filters')!;
    const planted: Target = {
      ...target,
      run: input => {
        if (/<score=\d+>/.test(input) && input.includes('OR')) throw new Violation('planted');
        return target.run(input);
      },
    };
    const coverage = new Coverage();
    coverage.start();
    const campaign = new Campaign(planted, ['a:1', 'b:"x" OR c:2'], coverage, randomNumbers(1));
    let failure = await campaign.replay();
    for (let slice = 0; slice < 100 && failure === undefined; slice++)
      failure = await campaign.slice(100, 10_000);
    coverage.stop();
    expect(failure?.violation.message).toBe('planted');
    const smallest = await minimize(failure!.input, async input => {
      try {
        await execute(planted, input);
        return false;
      } catch (error) {
        return error instanceof Violation && error.message === 'planted';
      }
    });
    expect(smallest).toMatch(/^(?:<score=\d>OR|OR<score=\d>)$/);
  });

  it('makes the same inputs from the same seed, and JSON where a target takes JSON', () => {
    for (const form of ['text', 'json'] as const) {
      const corpus = ['{"a":[1,"x"]}', '{"__proto__":{"b":null}}'];
      const inputs = [1, 1, 2].map(seed => {
        const random = randomNumbers(seed);
        return Array.from({ length: 500 }, () => mutate(form, corpus, random));
      });
      expect(inputs[0]).toEqual(inputs[1]);
      expect(inputs[0]).not.toEqual(inputs[2]);
      if (form === 'json')
        for (const input of inputs[0]!) expect(() => JSON.parse(input), input).not.toThrow();
    }
  });

  it.each<[string, string, Target]>([
    ['of a text', 'a', targetOf(input => cubic(input.length))],
    ['of a text in an async target', 'a', targetOf(async input => cubic(input.length))],
    ['of a text in a tree', '{"a":[1,{"b":"x"}]}', targetOf(input => cubic(find(input, 'string')), 'json')],
    ['of a list', '[{"__proto__":[1,2]}]', targetOf(input => cubic(find(input, 'list')), 'json')],
    ['of the members of an object', '[{"a":1}]', targetOf(input => cubic(6 * find(input, 'object')), 'json')],
  ])('sees growth beyond linear, %s', async (_, input, target) => {
    expect((await checkGrowth(target, input))?.violation.message).toMatch(/twice the length/);
  });

  it.each(['text', 'json'] as const)('sees no growth in a search from end to end: %s', async form => {
    const linear = targetOf(input => [`${input.split('b').length > 1e9}`], form);
    expect(await checkGrowth(linear, '["ab"]')).toBeUndefined();
  });
});

/** Work that grows with the cube of `length`: eight times as much for twice the length, which no busy machine hides. */
function cubic(length: number): Texts {
  let count = 0;
  for (let round = 0; round < length; round += 8_192)
    for (let at = 0; at < length; at += 64) for (let other = 0; other < length; other++) count ^= other;
  return [`${count === -1}`];
}

/** The greatest length of a text, a list or an object in a tree. */
function find(json: string, kind: 'string' | 'list' | 'object'): number {
  let greatest = 0;
  JSON.parse(json, (_, value) => {
    const isKind = {
      string: typeof value === 'string',
      list: Array.isArray(value),
      object: typeof value === 'object' && value !== null && !Array.isArray(value),
    };
    if (isKind[kind]) greatest = Math.max(greatest, (kind === 'object' ? Object.keys(value) : value).length);
    return value;
  });
  return greatest;
}
