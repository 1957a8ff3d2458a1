import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../src/batch/split-lines.ts';

async function linesOf(chunks: readonly Uint8Array[], maxLineBytes: number): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  let number = 0;
  const stream = (async function* () {
    yield* chunks;
  })();
  for await (const lines of splitLines(stream, maxLineBytes)) {
    for (const line of lines) {
      expect(line.number).toBe(++number);
      texts.push(line.bytes && Buffer.from(line.bytes).toString('latin1'));
    }
  }
  return texts;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('splitLines', () => {
  it('finds the same lines however the bytes are cut into chunks', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\xe9') });
    await fc.assert(
      fc.asyncProperty(fc.array(text), async parts => {
        const whole = parts.join('');
        const expected = whole.split('\n').map(line => line.replace(/\r$/, ''));
        if (whole === '' || whole.endsWith('\n')) expected.pop();
        expect(await linesOf(parts.map(bytes), 1_000)).toEqual(expected);
      }),
    );
  });

  it('keeps the number, and not the bytes, of a line over the limit', async () => {
    const long = Array.from({ length: 1_000 }, () => bytes('x'.repeat(100)));
    expect(await linesOf([bytes('a\n'), ...long, bytes('\nb')], 10)).toEqual(['a', undefined, 'b']);
    expect(await linesOf([bytes('1234567890\n12345678901\n')], 10)).toEqual(['1234567890', undefined]);
  });

  it('takes a last line without a line break', async () => {
    expect(await linesOf([bytes('a\r\nb')], 10)).toEqual(['a', 'b']);
  });
});
