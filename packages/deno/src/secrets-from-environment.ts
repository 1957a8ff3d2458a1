import { ForgekeyError, type SecretName } from '@forgekey/core';
import { assertOptionNames, readSecrets } from '@forgekey/core/internal';

/** The secrets to read, and their source. */
export interface SecretsFromEnvironmentOptions<Name extends SecretName = SecretName> {
  /** The secrets that you need; all three by default. No other variable is read, so no other permission is needed. */
  readonly require?: readonly Name[];
  /** The source; `Deno.env` by default. */
  readonly env?: { get(variable: string): string | undefined };
}

/**
 * Reads secrets from `ALGOLIA_SEARCH_API_KEY` (`parentApiKey`), `ALGOLIA_SECRET_KEY` (`secretKey`) and `ALGOLIA_KEY_ID`
 * (`secretKeyId`). Call it once, at the start of the server, so that the server does not start without its secrets.
 *
 * It needs `--allow-env` for the variables that it reads, and no other permission. It does not check that the vendor knows
 * the secrets, and it does not read a `.env` file (`deno run --env-file` does).
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` a secret is absent or empty, or Deno may not read it; the message names the
 *   variable, and the hint names the permission · `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret has whitespace
 *   or quotes around it, or contains a control character
 * @throws {TypeError} `require` is not a list of these names, or an option is unknown
 * @example
 * ```ts
 * // deno run --allow-env=ALGOLIA_SEARCH_API_KEY main.ts
 * const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });
 * ```
 */
export function secretsFromEnvironment<Name extends SecretName = SecretName>(
  options: SecretsFromEnvironmentOptions<Name> = {},
): Record<Name, string> {
  assertOptionNames(options, ['require', 'env']);
  const { require: names, env = denoEnvironment() } = options;
  return readSecrets(names, (variable) => readVariable(env, variable));
}

type Environment = NonNullable<SecretsFromEnvironmentOptions['env']>;

function readVariable(env: Environment, variable: string): string | undefined {
  try {
    return env.get(variable);
  } catch (error) {
    // NotCapable since Deno 2, PermissionDenied before.
    const { name } = error as Error;
    if (name !== 'NotCapable' && name !== 'PermissionDenied') throw error;
    throw new ForgekeyError(
      'ERR_SECRET_MISSING',
      `Deno may not read the environment variable ${variable}.`,
      { parameter: variable, hint: `Run with --allow-env=${variable}. Separate several variables with commas.` },
    );
  }
}

function denoEnvironment(): Environment {
  const { Deno } = globalThis as { Deno?: { env: Environment } };
  if (Deno === undefined) {
    throw new TypeError('secretsFromEnvironment of @forgekey/deno reads Deno.env, which exists only in Deno.');
  }
  return Deno.env;
}
