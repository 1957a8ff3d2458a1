import process from 'node:process';
import { type CredentialKind, credentialsInText } from '@forgekey/core/internal';
import { MAX_SECURED_API_KEY_LENGTH } from '@forgekey/node';
import { UsageError } from '../errors.ts';
import { nameOfInput, readText, STDIN } from './read-text.ts';

// The longest credential, and the header, URL or line of a log around it.
const MAX_CREDENTIAL_BYTES = MAX_SECURED_API_KEY_LENGTH + 16_384;

export interface CredentialInput {
  readonly kind: CredentialKind;
  readonly text: string;
}

/**
 * The credential of the argument, of `--file`, or of standard input: alone, or in a header, a URL or a line of a log. A key
 * or token is made to be public, so it may be an argument.
 */
export async function readCredential(
  argument: string | undefined,
  file: string | undefined,
): Promise<CredentialInput> {
  if (argument !== undefined && file !== undefined) {
    throw new UsageError('The credential is given twice.', 'Give it as an argument or with --file.');
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
    throw new UsageError(`Cannot read the credential: ${where} holds ${others.length + 1}.`, 'Give one.');
  }
  if (first.kind === 'plainApiKey') {
    throw new UsageError(
      `Cannot read the credential: ${where} holds a plain API key, not a secured one.`,
      'If it is a parent API key, keep it out of arguments and logs.',
    );
  }
  return { kind: first.kind, text: first.text };
}
