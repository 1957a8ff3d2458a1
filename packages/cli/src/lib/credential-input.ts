import process from 'node:process';
import { MAX_SECURED_API_KEY_LENGTH } from '@forgekey/node';
import { nameOfInput, readText, STDIN } from './read-text.ts';
import { UsageError } from './usage-error.ts';

// The longest credential, and a few line breaks around it.
const MAX_CREDENTIAL_BYTES = MAX_SECURED_API_KEY_LENGTH + 1_024;

export type CredentialKind = 'securedApiKey' | 'userToken';

/** The credential of the argument, of `--file`, or of standard input. It is made to be public. */
export async function readCredential(
  argument: string | undefined,
  file: string | undefined,
): Promise<string> {
  if (argument !== undefined && file !== undefined) {
    throw new UsageError('Give the credential as an argument or with --file, not both.');
  }
  if (argument !== undefined && argument !== STDIN) return assertNotEmpty(argument.trim(), 'the argument');
  if (argument === undefined && file === undefined && process.stdin.isTTY) {
    throw new UsageError(
      'Give a secured API key or a user token: as an argument, with --file FILE, or on standard input.',
    );
  }
  const path = file ?? STDIN;
  const text = await readText(path, 'the credential', MAX_CREDENTIAL_BYTES);
  return assertNotEmpty(text.trim(), nameOfInput(path));
}

/** The usual cause is a variable that is not set, or a command before the pipe that failed. */
function assertNotEmpty(credential: string, where: string): string {
  if (credential === '') throw new UsageError(`Cannot read the credential: ${where} is empty.`);
  return credential;
}

/** base64 has no dot, and a JWT has two. */
export function kindOf(credential: string): CredentialKind {
  return credential.includes('.') ? 'userToken' : 'securedApiKey';
}
