import process from 'node:process';
import { type CredentialKind, credentialsInText } from '@forgekey/core/internal';
import { MAX_SECURED_API_KEY_LENGTH } from '@forgekey/node';
import { UsageError } from '../errors.ts';
import { nameOfInput, readText, STDIN } from './read-text.ts';

// Long enough for the longest credential, with a header, URL or log line around it.
const MAX_CREDENTIAL_BYTES = MAX_SECURED_API_KEY_LENGTH + 16_384;

export interface CredentialInput {
  readonly kind: CredentialKind;
  readonly text: string;
}

/**
 * Reads the credential from the argument, `--file` or standard input. It can be alone, or inside a header, a URL or a line of
 * a log. An argument is fine, because keys and tokens are public.
 */
export async function readCredential(
  argument: string | undefined,
  file: string | undefined,
): Promise<CredentialInput> {
  if (argument !== undefined && file !== undefined) {
    throw new UsageError(
      'The credential is given both as an argument and with "--file".',
      'Use one of them.',
    );
  }
  if (argument !== undefined && argument !== STDIN) return credentialIn(argument, 'the argument');
  if (argument === undefined && file === undefined && process.stdin.isTTY) {
    throw new UsageError(
      'A secured API key or a user token is missing.',
      'Give it as an argument, with --file FILE, or on standard input.',
    );
  }
  const path = file ?? STDIN;
  return credentialIn(await readText(path, 'the credential', MAX_CREDENTIAL_BYTES), nameOfInput(path));
}

function credentialIn(text: string, where: string): CredentialInput {
  const [first, ...others] = credentialsInText(text);
  if (first === undefined) {
    throw new UsageError(
      `Cannot read the credential: ${where} is empty.`,
      'Is a variable not set, or did the command before the pipe fail?',
    );
  }
  if (others.length > 0) {
    throw new UsageError(
      `Cannot read the credential: ${where} contains ${others.length + 1} credentials.`,
      'Give only one.',
    );
  }
  if (first.kind === 'plainApiKey') {
    throw new UsageError(
      `Cannot read the credential: ${where} is a plain API key, not a secured one.`,
      'If it is a parent API key, keep it out of arguments and logs.',
    );
  }
  return { kind: first.kind, text: first.text };
}
