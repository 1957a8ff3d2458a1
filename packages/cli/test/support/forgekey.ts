import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The built command, as it is published. */
export const main: string = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
export const secretKey = 'sk-alg-0123456789abcdef';
export const secretKeyId = 'key-1';

export const secrets: Record<string, string> = {
  ALGOLIA_SEARCH_API_KEY: parentApiKey,
  ALGOLIA_SECRET_KEY: secretKey,
  ALGOLIA_KEY_ID: secretKeyId,
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Call {
  /** Nothing else of this process's environment is passed on, but the path. */
  readonly env?: Record<string, string>;
  readonly input?: string | Uint8Array;
  readonly nodeOptions?: readonly string[];
}

/** Starts the command with pipes for all three streams. */
export function start(args: readonly string[], { env = {}, nodeOptions = [] }: Call = {}): ChildProcess {
  return spawn(process.execPath, [...nodeOptions, main, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'pipe',
  });
}

/** Runs the command to its end. */
export async function forgekey(args: readonly string[], call: Call = {}): Promise<Ended> {
  const child = start(args, call);
  child.stdin!.on('error', () => {});
  child.stdin!.end(call.input);
  return ended(child);
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { code, stdout, stderr };
}

/** The document that `--json` prints. */
export function documentOf({ stdout }: Ended): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A new folder with the named files, for the tests of one file. */
export function folderWith(files: Record<string, string | Uint8Array> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'forgekey-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
