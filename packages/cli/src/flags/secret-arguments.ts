import { UsageError } from '../errors.ts';

// A plain API key of Algolia has 32 hexadecimal digits. So have many other values, such as ids and hashes of e-mail addresses.
const plainApiKey: RegExp = /^[0-9a-f]{32}$/i;
const agentStudioSecret: RegExp = /sk-alg-/i;

const secretFlags: ReadonlySet<string> = new Set([
  'parentkey',
  'parentapikey',
  'apikey',
  'searchkey',
  'searchapikey',
  'adminkey',
  'adminapikey',
  'secret',
  'secretkey',
  'authkey',
  'privatekey',
]);

/**
 * Refuses a secret among the arguments, before anything can print it. Every process on the machine can read arguments, and
 * the shell saves them in its history.
 *
 * @param freeFlags - flags whose values may look like an API key, because they are ids and texts.
 */
export function assertNoSecretArguments(argv: readonly string[], freeFlags: ReadonlySet<string>): void {
  argv.forEach((argument, index) => {
    const equals = argument.startsWith('-') ? argument.indexOf('=') : -1;
    const flag = equals < 0 ? argument : argument.slice(0, equals);
    if (isSecretFlag(flag)) throw refusal(`Unknown option "${flag}"`, flag);
    const value = equals < 0 ? argument : argument.slice(equals + 1);
    const isFree = freeFlags.has(equals < 0 ? (argv[index - 1] ?? '') : flag);
    if (agentStudioSecret.test(value)) throw refusal('An argument looks like a secret key', 'secret');
    if (plainApiKey.test(value) && !isFree) throw refusal('An argument looks like an API key', 'parent');
  });
}

function isSecretFlag(flag: string): boolean {
  return flag.startsWith('-') && secretFlags.has(flag.replaceAll(/[-_]/g, '').toLowerCase());
}

function refusal(what: string, kind: string): UsageError {
  const [variable, file] = /parent|api|search|admin/i.test(kind)
    ? ['ALGOLIA_SEARCH_API_KEY', '--parent-key-file']
    : ['ALGOLIA_SECRET_KEY', '--secret-file'];
  return new UsageError(
    `${what}. A secret is never taken as an argument: other processes see it, and the shell saves it.`,
    `Set ${variable}, give ${file} FILE, or pipe the secret to ${file} -.`,
  );
}
