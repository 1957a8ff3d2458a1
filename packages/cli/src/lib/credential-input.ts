import process from 'node:process';
import { MAX_SECURED_API_KEY_LENGTH } from '@forgekey/node';
import { readText, STDIN } from './read-text.ts';
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
  if (argument !== undefined && argument !== STDIN) return argument.trim();
  if (argument === undefined && file === undefined && process.stdin.isTTY) {
    throw new UsageError(
      'Give a secured API key or a user token: as an argument, with --file FILE, or on standard input.',
    );
  }
  return (await readText(file ?? STDIN, 'the credential', MAX_CREDENTIAL_BYTES)).trim();
}

/** base64 has no dot, and a JWT has two. */
export function kindOf(credential: string): CredentialKind {
  return credential.includes('.') ? 'userToken' : 'securedApiKey';
}
