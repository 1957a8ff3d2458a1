import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const START_TIMEOUT_MS = 20_000;

export interface ServerProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a server, waits until `url` gives any answer, uses the server, and stops it. */
export async function withServer<Result>(
  { command, args, cwd, env = {} }: ServerProgram,
  url: string,
  use: () => Promise<Result>,
): Promise<Result> {
  const server = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(server, 'exit');
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  try {
    await answering(url, () => server.exitCode !== null);
    return await use();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${output.trim().slice(-2000)}`);
  } finally {
    server.kill('SIGKILL');
    await exited;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answering(url: string, hasEnded: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await (await fetch(url, { method: 'HEAD' })).arrayBuffer();
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > giveUpAt) throw new Error(`the server does not answer: ${error}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
