import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extraRuntime, versionOf } from '../src/programs.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forgekey-programs-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function program(script: string): Promise<string> {
  const path = join(folder, 'program');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('versionOf', () => {
  it('is the first line that the program prints', async () => {
    expect(await versionOf(await program('echo v24.1.0; echo more'))).toBe('24.1.0');
  });

  it('names the library that the machine lacks, and the package that holds it', async () => {
    const path = await program(
      'echo "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file" >&2; exit 127',
    );
    await expect(versionOf(path)).rejects.toThrow(
      'it does not start on this machine. It lacks libatomic.so.1 (Debian, Ubuntu: `apt-get install libatomic1`).',
    );
  });

  it('says what else the program said', async () => {
    await expect(versionOf(await program('echo "illegal instruction" >&2; exit 132'))).rejects.toThrow(
      'illegal instruction',
    );
  });

  it('says how to install a runtime that is not there', async () => {
    await expect(versionOf(extraRuntime('no-such-runtime/bin/node'))).rejects.toThrow(
      'npm ci --ignore-scripts',
    );
  });
});
