import { ForgekeyError } from '../errors.ts';
import { hasControlCharacter, hasOuterWhitespace, isWrappedSecret, wrappedSecret } from '../lib/text.ts';

/** A secret of a server: the parent API key, the secret of user tokens, or the id of that secret. */
export type SecretName = 'parentApiKey' | 'secretKey' | 'secretKeyId';

/** The environment variable of each secret. */
const secretVariables: Readonly<Record<SecretName, string>> = {
  parentApiKey: 'ALGOLIA_SEARCH_API_KEY',
  secretKey: 'ALGOLIA_SECRET_KEY',
  secretKeyId: 'ALGOLIA_KEY_ID',
};

/**
 * Reads the required secrets, all three by default. `readVariable` reads one variable of the environment. No error contains a
 * value.
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` one or more are absent or empty; the message names all of them ·
 *   `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` one has whitespace or quotes around it, or contains a control character
 * @throws {TypeError} `required` is not a list of these names
 */
export function readSecrets<Name extends SecretName>(
  required: readonly Name[] | undefined,
  readVariable: (variable: string) => string | undefined,
): Record<Name, string> {
  const names = required ?? (Object.keys(secretVariables) as Name[]);
  assertSecretNames(names);
  const entries = names.map(name => [name, readVariable(secretVariables[name]) ?? ''] as const);
  const missing = entries.filter(([, value]) => value === '').map(([name]) => secretVariables[name]);
  if (missing.length > 0) {
    const message = `The environment does not contain ${missing.join(' and ')}.`;
    const hint = `Set ${missing.length === 1 ? 'it' : 'them'} where the server starts. An empty value counts as absent.`;
    throw new ForgekeyError('ERR_SECRET_MISSING', message, { parameter: missing[0]!, hint });
  }
  for (const [name, value] of entries) assertUsable(name, value);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** The message does not show the name, because it may be a misplaced secret. */
function assertSecretNames(names: readonly string[]): void {
  const index = Array.isArray(names)
    ? names.findIndex(name => typeof name !== 'string' || !Object.hasOwn(secretVariables, name))
    : 0;
  if (index < 0) return;
  const known = Object.keys(secretVariables).join(', ');
  const fault = Array.isArray(names) ? ` Element ${index + 1} is not one of them.` : '';
  throw new TypeError(`"require" must be an array of the names ${known}.${fault}`);
}

function assertUsable(name: SecretName, value: string): void {
  const fault = faultOfSecret(value);
  if (fault === undefined) return;
  const code = name === 'parentApiKey' ? 'ERR_PARENT_KEY' : 'ERR_TOKEN_INPUT';
  const message = `"${secretVariables[name]}" ${fault.what}`;
  throw new ForgekeyError(code, message, { parameter: name, hint: fault.hint });
}

/** Why a value cannot be the secret that was meant. `what` completes a sentence that begins with the place of the secret. */
export interface SecretFault {
  readonly what: string;
  readonly hint: string;
}

/** The fault of a secret that was read from the environment or a file. Undefined if it has none. */
export function faultOfSecret(value: string): SecretFault | undefined {
  if (hasOuterWhitespace(value)) {
    return {
      what: 'has leading or trailing whitespace.',
      hint: 'Trim the value where it is set. The whitespace would become part of the secret.',
    };
  }
  if (hasControlCharacter(value)) {
    return {
      what: 'contains a control character.',
      hint: 'Copy the value again. Secrets contain only printable characters.',
    };
  }
  if (isWrappedSecret(value)) {
    return {
      what: wrappedSecret,
      hint: 'Set the secret alone. Some readers of environment files, such as that of Docker, do not remove quotes.',
    };
  }
  return undefined;
}
