import process from 'node:process';
import { faultOfSecret } from '@forgekey/core/internal';
import { ForgekeyError, secretsFromEnvironment } from '@forgekey/node';
import { UsageError } from '../errors.ts';
import { readText } from './read-text.ts';

const MAX_SECRET_FILE_BYTES = 65_536;

/** The parent API key from `--parent-key-file`, otherwise from the environment. */
export async function readParentApiKey(file: string | undefined): Promise<string> {
  if (file === undefined) return fromEnvironment('parentApiKey').parentApiKey;
  const [parentApiKey, ...others] = await readParentApiKeys([file]);
  if (others.length > 0)
    throw new UsageError(
      '"--parent-key-file" must contain one parent API key; the file has several lines.',
      'Only verify, why and prove take several.',
    );
  return parentApiKey!;
}

/** All parent API keys from files with one per line, otherwise the one from the environment. */
export async function readParentApiKeys(files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [fromEnvironment('parentApiKey').parentApiKey];
  const parentApiKeys: string[] = [];
  for (const file of files) {
    const text = await readText(file, 'the parent API key', MAX_SECRET_FILE_BYTES);
    const lines = text.split(/\r?\n/);
    // The line break at the end of a file is not part of the secret.
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) parentApiKeys.push(usableSecret(line, '--parent-key-file'));
    if (lines.length === 0) throw new UsageError('"--parent-key-file" names an empty file.');
  }
  return parentApiKeys;
}

/** The authentication key from `--secret-file`, otherwise from the environment. */
export async function readSecretKey(file: string | undefined): Promise<string> {
  if (file === undefined) return fromEnvironment('secretKey').secretKey;
  const text = await readText(file, 'the secret key', MAX_SECRET_FILE_BYTES);
  return usableSecret(text.replace(/\r?\n$/, ''), '--secret-file');
}

/** The secret of user tokens, and its id, which is public. */
export interface TokenSecret {
  readonly secretKey: string;
  readonly secretKeyId: string;
}

/** Both from the flags, otherwise from the environment. The error names everything that is missing. */
export async function readTokenSecret(
  secretFile: string | undefined,
  keyId: string | undefined,
): Promise<TokenSecret> {
  if (secretFile === undefined && keyId === undefined) return fromEnvironment('secretKey', 'secretKeyId');
  return {
    secretKey: await readSecretKey(secretFile),
    secretKeyId: keyId ?? fromEnvironment('secretKeyId').secretKeyId,
  };
}

/** Undefined if the environment has none. */
export function optionalSecretKeyId(keyId: string | undefined): string | undefined {
  return keyId ?? (process.env.ALGOLIA_KEY_ID ? fromEnvironment('secretKeyId').secretKeyId : undefined);
}

const flagOf = {
  parentApiKey: ['ALGOLIA_SEARCH_API_KEY', '--parent-key-file FILE'],
  secretKey: ['ALGOLIA_SECRET_KEY', '--secret-file FILE'],
  secretKeyId: ['ALGOLIA_KEY_ID', '--key-id ID'],
} as const;

function fromEnvironment<Name extends keyof typeof flagOf>(...names: Name[]): Record<Name, string> {
  try {
    return secretsFromEnvironment({ require: names });
  } catch (error) {
    if (!(error instanceof ForgekeyError) || error.code !== 'ERR_SECRET_MISSING') throw error;
    const missing = names.map(name => flagOf[name]).filter(([variable]) => !process.env[variable]);
    const variables = missing.map(([variable]) => variable).join(' and ');
    const flags = missing.map(([, flag]) => flag).join(' and ');
    const [are, them] = missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
    throw new ForgekeyError('ERR_SECRET_MISSING', `${variables} ${are} not set.`, {
      hint: `Set ${them} in the environment, or give ${flags}.`,
      parameter: error.parameter!,
    });
  }
}

/** The secret itself. `flag` names the file that it was read from. */
function usableSecret(secret: string, flag: string): string {
  if (secret === '') throw new UsageError(`"${flag}" names a file with an empty line.`);
  if (/\p{Cc}/u.test(secret)) {
    throw new UsageError(
      `"${flag}" contains a secret with a line break or another control character, which would become part of it.`,
    );
  }
  // The same rule as for a secret in the environment.
  const fault = faultOfSecret(secret);
  if (fault !== undefined) throw new UsageError(`The secret in "${flag}" ${fault.what}`, fault.hint);
  return secret;
}
