/**
 * Runs `npm start`, and asserts that it serves the page with its script. It is plain JavaScript, because it runs on the
 * Node of the machine, before anything is installed.
 *
 *   node tools/check-start.js
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const TIMEOUT_MS = 300_000;

const url = `http://127.0.0.1:${await freePort()}/`;
// Use a separate process group, because npm does not stop the processes that it started.
const start = spawn('npm', ['start'], {
  env: { ...process.env, PORT: new URL(url).port },
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
});
const ended = once(start, 'exit').then(([code]) => {
  throw new Error(`npm start ended with exit code ${code}.`);
});
try {
  const page = await Promise.race([text(url), ended]);
  const [, script] = /<script [^>]*src="\/?([^"]+\.js)"/.exec(page) ?? [];
  if (script === undefined) throw new Error(`The page has no script: ${page.slice(0, 500)}`);
  const { length } = await text(new URL(script, url));
  console.log(`npm start serves the page, with a script of ${Math.round(length / 1024)} KB.`);
} finally {
  ended.catch(() => {});
  if (start.exitCode === null) process.kill(-start.pid, 'SIGKILL');
}

/** The text of a page, as soon as the server answers. */
async function text(address) {
  const giveUpAt = Date.now() + TIMEOUT_MS;
  for (;;) {
    const response = await fetch(address).catch(error => error);
    if (response instanceof Response) {
      if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
      return response.text();
    }
    if (Date.now() > giveUpAt) throw new Error(`${address} does not answer: ${response.cause ?? response}`);
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
