import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { programOf, versionOf } from './programs.ts';

/** No date after the program's own, and no flag: `nodejs_compat` above all. */
const COMPATIBILITY_DATE = '2026-06-01';
const START_TIMEOUT_MS = 20_000;

/** Serves one bundled module with workerd, sends it one request, and returns what it answers. */
export async function runInWorkerd(
  bundle: string,
  folder: string,
  timeoutSec: number,
): Promise<{ version: string; answer: string }> {
  const workerd = programOf('workerd', 'workerd');
  const version = (await versionOf(workerd)).replace(/^workerd /, '');
  const port = await freePort();
  const config = join(folder, `${basename(bundle)}.capnp`);
  await writeFile(config, configOf(basename(bundle), port));
  const server = spawn(workerd, ['serve', config], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(server, 'exit');
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', text => (output += text));
  try {
    const answer = await ask(`http://127.0.0.1:${port}/`, timeoutSec, () => server.exitCode !== null);
    return { version, answer };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${output.slice(-2000)}`);
  } finally {
    server.kill('SIGKILL');
    await exited;
  }
}

function configOf(module: string, port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "main", esModule = embed "${module}")],
    compatibilityDate = "${COMPATIBILITY_DATE}",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

async function ask(url: string, timeoutSec: number, hasEnded: () => boolean): Promise<string> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutSec * 1000) });
      const text = await response.text();
      if (!response.ok) throw new Answered(`workerd answered ${response.status}: ${text.slice(0, 2000)}`);
      return text;
    } catch (error) {
      if (error instanceof Answered) throw error;
      if (hasEnded() || Date.now() > giveUpAt) throw new Error(`workerd does not answer: ${error}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

class Answered extends Error {}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
