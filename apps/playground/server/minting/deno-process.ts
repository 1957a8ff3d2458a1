import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A Deno program that listens on loopback. */
export interface DenoProcess {
  /** Its address, once it listens. Rejects if it ends before that, or takes too long. */
  url: Promise<string>;
  hasEnded(): boolean;
  /** Ends the process. Resolves once it has ended. */
  stop(): Promise<void>;
}

const startTimeoutMs = 15_000;
const stopTimeoutMs = 2_000;

/**
 * Starts a Deno program whose only permission is to listen on loopback. It gets `input` as the first line of its standard
 * input, which stays open as long as this process runs. The first line of its output is `{"port":N}`.
 */
export function startDenoProcess(script: string, input: object): DenoProcess {
  const child = spawn(
    denoExecutable(),
    ['run', '--no-prompt', '--cached-only', '--allow-net=127.0.0.1', script],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { HOME: process.env.HOME, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    },
  );
  // These errors mean that the process has ended, which is reported elsewhere.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(input)}\n`);

  const hasEnded = (): boolean =>
    child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  return {
    url: readUrl(child),
    hasEnded,
    async stop() {
      if (hasEnded()) return;
      const gone = once(child, 'exit');
      child.stdin.end();
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await gone;
      clearTimeout(force);
    },
  };
}

/** The program itself, not the script around it: signals must reach the process that listens. */
function denoExecutable(): string {
  const require = createRequire(import.meta.url);
  const name = process.platform === 'win32' ? 'deno.exe' : 'deno';
  return join(dirname(require.resolve('deno/package.json')), name);
}

async function readUrl(child: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  const signal = AbortSignal.timeout(startTimeoutMs);
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`it ended with code ${code}`);
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line', { signal }),
    ended,
  ]);
  const { port } = JSON.parse(line as string) as { port: number };
  return `http://127.0.0.1:${port}/`;
}
