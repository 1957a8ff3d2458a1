import { expect, it } from 'vitest';
import { AsciiWriter } from '../../src/lib/ascii-writer.ts';
import { randomCases, randomNumbers } from '../support/random-numbers.ts';

it('writes one text after the other, and gives the text from any of them on', () => {
  const writer = new AsciiWriter(100);
  writer.write('a=');
  writer.writeBytes(new TextEncoder().encode('b&'));
  const start = writer.length;
  expect(writer.writeWord('c_d.e-9')).toBe(true);
  expect(writer.text(0)).toBe('a=b&c_d.e-9');
  expect(writer.text(start)).toBe('c_d.e-9');
});

it.each(['', 'a b', 'a,b', 'é', '\0', '\ud800', '(', 'a:b', 'x'.repeat(257)])(
  'writes nothing of %j, which is not a word',
  text => {
    const writer = new AsciiWriter(1000);
    writer.write('a=');
    expect(writer.writeWord(text)).toBe(false);
    expect(writer.text(0)).toBe('a=');
  },
);

it('writes every code unit as encodeURIComponent does, alone and beside others', () => {
  const writer = new AsciiWriter(100);
  for (let code = 0; code < 0xd800; code++) {
    for (const text of [String.fromCharCode(code), `a ${String.fromCharCode(code)}/`]) {
      writer.length = 0;
      writer.writeEncoded(text);
      if (writer.text(0) !== encodeURIComponent(text)) expect(writer.text(0)).toBe(encodeURIComponent(text));
    }
  }
});

it('writes text of any mixture as encodeURIComponent does', () => {
  const random = randomNumbers(1);
  const writer = new AsciiWriter(1000);
  for (let count = 0; count < randomCases(100_000); count++) {
    const text = Array.from({ length: random(20) }, () =>
      String.fromCodePoint(random(random(8) === 0 ? 0xd800 : 128)),
    ).join('');
    writer.length = 0;
    writer.writeEncoded(text);
    if (writer.text(0) !== encodeURIComponent(text)) expect(writer.text(0)).toBe(encodeURIComponent(text));
  }
});

it('counts what it has no room for, and keeps the rest', () => {
  const writer = new AsciiWriter(4);
  writer.write('abc');
  writer.writeEncoded(' é');
  expect(writer.length).toBe(3 + '%20%C3%A9'.length);
  expect(new TextDecoder().decode(writer.bytes)).toBe('abc%');
  expect(writer.writeWord('word')).toBe(true);
  expect(writer.length).toBe(16);
});
