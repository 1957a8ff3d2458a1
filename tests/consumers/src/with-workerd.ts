import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { programOf } from './programs.ts';
import { freePort, withServer } from './with-server.ts';

/** The date must not be later than that of the program. No flag is set, and above all not `nodejs_compat`. */
const COMPATIBILITY_DATE = '2026-06-01';

export interface Worker {
  readonly folder: string;
  /** The file of the bundled module in the folder. */
  readonly bundle: string;
  /** The strings in the module's `env`. */
  readonly bindings?: Readonly<Record<string, string>>;
}

/** Serves one bundled module with workerd, the program behind Cloudflare Workers. */
export async function withWorkerd<Result>(
  { folder, bundle, bindings = {} }: Worker,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const port = await freePort();
  const config = join(folder, `${basename(bundle)}.capnp`);
  await writeFile(config, configOf(bundle, port, bindings));
  const url = `http://127.0.0.1:${port}/`;
  const program = { command: programOf('workerd', 'workerd'), args: ['serve', config], cwd: folder };
  return withServer(program, url, () => use(url));
}

function configOf(module: string, port: number, bindings: Readonly<Record<string, string>>): string {
  const list = Object.entries(bindings).map(
    ([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "main", esModule = embed "${module}")],
    bindings = [${list.join(', ')}],
    compatibilityDate = "${COMPATIBILITY_DATE}",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

/** The body of the answer to a GET request. @throws Error unless the status is a success */
export async function textOf(url: string, timeoutSec: number): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutSec * 1000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`answered ${response.status}: ${text.slice(0, 2000)}`);
  return text;
}
