import process from 'node:process';
import { ForgekeyError, secretsFromEnvironment } from '@forgekey/node';
import { readText } from './read-text.ts';
import { UsageError } from './usage-error.ts';

const MAX_SECRET_FILE_BYTES = 65_536;

/** The parent API key of `--parent-key-file`, else of the environment. */
export async function readParentApiKey(file: string | undefined): Promise<string> {
  if (file === undefined) return fromEnvironment('parentApiKey', '--parent-key-file FILE');
  const [parentApiKey, ...others] = await readParentApiKeys([file]);
  if (others.length > 0)
    throw new UsageError('--parent-key-file: one parent API key signs; the file holds several lines.');
  return parentApiKey!;
}

/** All parent API keys of files that hold one a line, else the one of the environment. */
export async function readParentApiKeys(files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [fromEnvironment('parentApiKey', '--parent-key-file FILE')];
  const parentApiKeys: string[] = [];
  for (const file of files) {
    const text = await readText(file, 'the parent API key', MAX_SECRET_FILE_BYTES);
    const lines = text.split(/\r?\n/);
    // The line break at the end of a file is no part of the secret.
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) parentApiKeys.push(assertTrimmed(line, '--parent-key-file'));
    if (lines.length === 0) throw new UsageError('--parent-key-file: the file is empty.');
  }
  return parentApiKeys;
}

/** The authentication key of `--secret-file`, else of the environment. */
export async function readSecretKey(file: string | undefined): Promise<string> {
  if (file === undefined) return fromEnvironment('secretKey', '--secret-file FILE');
  const text = await readText(file, 'the secret key', MAX_SECRET_FILE_BYTES);
  return assertTrimmed(text.replace(/\r?\n$/, ''), '--secret-file');
}

/** The key id, which is no secret: of `--key-id`, else of the environment. */
export function readSecretKeyId(keyId: string | undefined): string {
  return keyId ?? fromEnvironment('secretKeyId', '--key-id ID');
}

/** Undefined where the environment holds none. */
export function optionalSecretKeyId(keyId: string | undefined): string | undefined {
  return keyId ?? (process.env.ALGOLIA_KEY_ID ? fromEnvironment('secretKeyId', '--key-id ID') : undefined);
}

function fromEnvironment(name: 'parentApiKey' | 'secretKey' | 'secretKeyId', flag: string): string {
  try {
    return secretsFromEnvironment({ require: [name] })[name];
  } catch (error) {
    if (!(error instanceof ForgekeyError) || error.code !== 'ERR_SECRET_MISSING') throw error;
    throw new ForgekeyError('ERR_SECRET_MISSING', `${error.message} Or give it with ${flag}.`, {
      parameter: error.parameter!,
    });
  }
}

function assertTrimmed(secret: string, flag: string): string {
  if (secret === '') throw new UsageError(`${flag}: a line of the file is empty.`);
  if (secret === secret.trim() && !/[\r\n]/.test(secret)) return secret;
  throw new UsageError(
    `${flag}: the secret begins or ends with a blank, or holds a line break, which would be signed with.`,
  );
}
