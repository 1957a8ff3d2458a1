import process from 'node:process';
import type { Emulator, EmulatorContents } from '@forgekey/emulator';
import { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { valueFlag } from '../flags/value-flag.ts';
import { printError } from '../report/print.ts';
import { printableJson } from '../report/printable.ts';
import { styleOf } from '../report/style.ts';
import { credentialsFor, environmentOf, type ServeCredentials } from '../serve/credentials.ts';
import { loadEmulator } from '../serve/load-emulator.ts';
import { requestDocument, requestLine } from '../serve/request-line.ts';
import { runUntilExit } from '../serve/run-until-exit.ts';
import { asServeError } from '../serve/serve-error.ts';
import { startLines } from '../serve/start-lines.ts';
import { watchFolder } from '../serve/watch-folder.ts';

interface ServeFlags {
  readonly data?: string;
  readonly watch?: boolean;
  readonly port?: string;
  readonly host?: string;
  readonly unsafeExpose?: boolean;
  readonly exec?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

type Seed = Required<EmulatorContents>;

const DEFAULT_PORT = '3177';
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** `forgekey serve`: a local search service that enforces keys. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the emulator: a local search service that stands in for Algolia and enforces keys.')
    .addOption(valueFlag('--data <folder>', 'records, settings, rules and keys to start with'))
    .option('--watch', 'reload the folder when it changes')
    .addOption(valueFlag('--port <number>', `the port; 0 picks a free one (default: ${DEFAULT_PORT})`))
    .addOption(valueFlag('--host <address>', 'the address to listen on (default: 127.0.0.1)'))
    .option('--unsafe-expose', 'permit an address that other machines can reach')
    .addOption(valueFlag('--exec <command>', 'run a command, and exit with its exit code'))
    .option('--quiet', 'print errors only')
    .option('--json', 'print JSON lines')
    .addHelpText('after', help)
    .action(serve);
}

async function serve(flags: ServeFlags): Promise<void> {
  const { data, watch = false, exec } = flags;
  if (watch && data === undefined) throw new UsageError('"--watch" needs "--data".');
  const [port, host] = [readPort(flags.port ?? DEFAULT_PORT), readHost(flags)];
  const { readSeed, startEmulator } = await loadEmulator();
  const load = (): Promise<Seed> =>
    data === undefined ? Promise.resolve({ indices: {}, parentApiKeys: {} }) : readSeed(data).catch(refuse);
  const seed = await load();
  const credentials = credentialsFor(seed.parentApiKeys);
  const options = { ...withParent(seed, credentials), ...emulatorOptions(credentials), port, host };
  const emulator = await startEmulator(options).catch(refuse);
  const output = outputOf(flags);
  emulator.onRequest(decision => output.request(decision));
  const stopWatching = watch
    ? watchFolder(data!, () => reload(load, emulator, credentials, output))
    : () => {};
  const end = runUntilExit(exec, environmentOf(emulator, credentials), async () => {
    stopWatching();
    await emulator.close();
  });
  // Announced only after the signal handlers are installed.
  output.started(emulator, seed, credentials);
  process.exitCode = await end;
}

function refuse(error: unknown): never {
  throw asServeError(error);
}

function withParent(seed: Seed, { searchApiKey }: ServeCredentials) {
  const { indices, parentApiKeys } = seed;
  return { indices, parentApiKeys: { [searchApiKey]: {}, ...parentApiKeys } };
}

function emulatorOptions({ adminApiKey, secretKeyId, secretKey }: ServeCredentials) {
  return { adminApiKey, secretKeys: { [secretKeyId]: secretKey } };
}

/** Reports data that cannot be used, and keeps the data that was loaded. */
async function reload(
  load: () => Promise<Seed>,
  emulator: Emulator,
  credentials: ServeCredentials,
  output: Output,
): Promise<void> {
  try {
    const seed = await load();
    await emulator.reset(withParent(seed, credentials)).catch(refuse);
    output.loaded(seed);
  } catch (error) {
    output.failed(error);
  }
}

type Decision = Emulator['requests'][number];

interface Output {
  started(emulator: Emulator, seed: Seed, credentials: ServeCredentials): void;
  request(decision: Decision): void;
  loaded(seed: Seed): void;
  failed(error: unknown): void;
}

/** With `--exec`, standard output belongs to the command that it runs. */
function outputOf({ quiet = false, json = false, exec }: ServeFlags): Output {
  const stream = exec === undefined ? process.stdout : process.stderr;
  const style = styleOf(stream);
  const write = (text: string, document: object): void => {
    if (!quiet) stream.write(`${json ? printableJson(document) : text}\n`);
  };
  return {
    started({ url }, seed, credentials) {
      const indices = countsOf(seed);
      write(startLines(url, indices, credentials, style), {
        event: 'started',
        url,
        indices,
        ...credentials.shown,
      });
    },
    request: decision => write(requestLine(decision, style), requestDocument(decision)),
    loaded(seed) {
      const indices = countsOf(seed);
      const names = Object.entries(indices).map(([name, count]) => `${name} ${count}`);
      write(`${style.green('loaded')} ${names.join(', ')}`, { event: 'loaded', indices });
    },
    failed: error => printError(error, json ? 'line' : 'text', []),
  };
}

function countsOf({ indices }: Seed): Record<string, number> {
  return Object.fromEntries(Object.entries(indices).map(([name, { records }]) => [name, records.length]));
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError('"--port" must be an integer from 0 to 65535.');
}

function readHost({ host = '127.0.0.1', unsafeExpose = false }: ServeFlags): string {
  if (loopback.has(host) || unsafeExpose) return host;
  throw new UsageError(
    '"--host" is an address that other machines can reach.',
    'The emulator is meant for this machine only. --unsafe-expose permits it anyway.',
  );
}

const help = `
The --data folder contains, for an index "products":
  products.json            its records: a list of objects with an "objectID"
  products.ndjson          or one record per line
  products.settings.json   its settings, as the API returns them
  products.rules.json      its rules, as a list
  keys.json                parent API keys: {"<key>": {"acl": ["search"], …}, …}

The secrets come from the environment variables that your back end reads:
ALGOLIA_SEARCH_API_KEY, ALGOLIA_SECRET_KEY and ALGOLIA_KEY_ID. Without them,
serve generates secrets and prints them once. --exec sets the variables for its
command, and also ALGOLIA_APPLICATION_ID, ALGOLIA_ADMIN_API_KEY and
ALGOLIA_EMULATOR_URL.

Examples:
  $ forgekey serve --data ./seed --watch
  $ forgekey serve --data ./seed --port 0 --exec "npm test"`;
