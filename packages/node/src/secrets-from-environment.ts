import process from 'node:process';
import type { SecretName } from '@forgekey/core';
import { assertOptionNames, readSecrets } from '@forgekey/core/internal';

/** The secrets to read, and their source. */
export interface SecretsFromEnvironmentOptions<Name extends SecretName = SecretName> {
  /** The secrets that you need; all three by default. No other variable is read. */
  readonly require?: readonly Name[];
  /** The source; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads secrets from `ALGOLIA_SEARCH_API_KEY` (`parentApiKey`), `ALGOLIA_SECRET_KEY` (`secretKey`) and `ALGOLIA_KEY_ID`
 * (`secretKeyId`). Call it once, at the start of the server, so that the server does not start without its secrets.
 *
 * It does not check that the vendor knows the secrets, and it does not read a `.env` file (`node --env-file` does).
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` one or more are absent or empty; the message names all of them · `ERR_PARENT_KEY`,
 *   `ERR_TOKEN_INPUT` one has whitespace or quotes around it, or contains a control character
 * @throws {TypeError} `require` is not a list of these names, or an option is unknown
 * @example
 * const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });
 */
export function secretsFromEnvironment<Name extends SecretName = SecretName>(
  options: SecretsFromEnvironmentOptions<Name> = {},
): Record<Name, string> {
  assertOptionNames(options, ['require', 'env']);
  const { require: names, env = process.env } = options;
  return readSecrets(names, variable => env[variable]);
}
