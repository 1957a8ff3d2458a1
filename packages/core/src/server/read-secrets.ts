import { ForgekeyError } from '../errors.ts';
import { hasOuterWhitespace, quoteName } from '../lib/text.ts';

/** The secrets of a server, and the variable that holds each. */
export const secretVariables = {
  parentApiKey: 'ALGOLIA_SEARCH_API_KEY',
  secretKey: 'ALGOLIA_SECRET_KEY',
  secretKeyId: 'ALGOLIA_KEY_ID',
} as const;

/** A secret of a server: the parent API key, or the secret of user tokens or its id. */
export type SecretName = keyof typeof secretVariables;

/**
 * Reads the named secrets with a runtime's own way to read one variable.
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` any is absent or empty: the message names them all · `ERR_PARENT_KEY`,
 *   `ERR_TOKEN_INPUT` one begins or ends with a blank, which would be signed with
 * @throws {TypeError} `names` names what is no secret
 */
export function readSecrets<Name extends SecretName>(
  names: readonly Name[],
  readVariable: (variable: string) => string | undefined,
): Record<Name, string> {
  for (const name of names) {
    if (!Object.hasOwn(secretVariables, name)) {
      throw new TypeError(
        `${quoteName(name)} is no secret. They are ${Object.keys(secretVariables).join(', ')}.`,
      );
    }
  }
  const entries = names.map(name => [name, readVariable(secretVariables[name]) ?? ''] as const);
  const missing = entries.filter(([, value]) => value === '').map(([name]) => secretVariables[name]);
  if (missing.length > 0) {
    const message = `Set ${missing.join(' and ')} in the environment: ${missing.length === 1 ? 'it is' : 'they are'} absent or empty.`;
    throw new ForgekeyError('ERR_SECRET_MISSING', message, { parameter: missing[0]! });
  }
  for (const [name, value] of entries) {
    if (!hasOuterWhitespace(value)) continue;
    const message = `${secretVariables[name]} begins or ends with a blank or line break, which would be signed with. Trim it where it is set.`;
    throw new ForgekeyError(name === 'parentApiKey' ? 'ERR_PARENT_KEY' : 'ERR_TOKEN_INPUT', message, {
      parameter: name,
    });
  }
  return Object.fromEntries(entries) as Record<Name, string>;
}
