import { describe, expect, it } from 'vitest';
import vectors from '../../../conformance/vectors/ours/nested-lists.json' with { type: 'json' };
import { readNestedList } from '../../src/lib/nested-list.ts';

describe('readNestedList', () => {
  it.each(vectors.readable)('reads $text', ({ text, list }) => {
    expect(readNestedList(text)).toEqual(list);
  });

  it.each(vectors.unreadable)('has no single reading of %s', text => {
    expect(readNestedList(text)).toBeUndefined();
  });

  it('survives nesting that would exhaust a stack', () => {
    expect(readNestedList('['.repeat(1_000_000))).toBeUndefined();
    expect(readNestedList('('.repeat(1_000_000))).toBeUndefined();
  });
});
