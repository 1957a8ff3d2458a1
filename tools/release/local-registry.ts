import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from '../published-packages.ts';
import { runProcess } from '../run-process.ts';

const START_TIMEOUT_MS = 30_000;
const VERDACCIO = fileURLToPath(new URL('../registry/node_modules/verdaccio/bin/verdaccio', import.meta.url));

export interface LocalRegistry {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a registry that serves only our versions of our packages, and gets all other packages from the configured npm registry. */
export async function startLocalRegistry(folder: string): Promise<LocalRegistry> {
  const config = join(folder, 'verdaccio.json');
  await writeFile(config, JSON.stringify(await configuration(folder)));
  const url = `http://127.0.0.1:${await freePort()}/`;
  const server = spawn(process.execPath, [VERDACCIO, '--config', config, '--listen', url], {
    stdio: 'ignore',
  });
  const exited = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL');
    await exited;
  };
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (
      await fetch(`${url}-/ping`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { url, stop };
    if (Date.now() > giveUpAt || server.exitCode !== null) {
      await stop();
      throw new Error('The local registry does not start: run `npm ci --prefix tools/registry`.');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function configuration(folder: string): Promise<object> {
  const own = publishedPackages.map(({ name }) => [name, { access: '$all', publish: '$all' }]);
  const [url, caFile] = await Promise.all([npmConfig('registry'), npmConfig('cafile')]);
  // The registry needs the certificates themselves, not the name of their file.
  const ca = caFile === 'null' || caFile === '' ? {} : { ca: await readFile(caFile, 'utf8') };
  return {
    storage: join(folder, 'storage'),
    uplinks: { npm: { url, ...ca } },
    packages: { ...Object.fromEntries(own), '**': { access: '$all', proxy: 'npm' } },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
    web: { enable: false },
  };
}

async function npmConfig(name: string): Promise<string> {
  return (await runProcess('npm', ['config', 'get', name])).stdout.trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
