import { ForgekeyError, type SecretName } from '@forgekey/core';
import { readSecrets } from '@forgekey/core/internal';

/** The secrets to read, and their source. */
export interface SecretsFromEnvironmentOptions<Name extends SecretName = SecretName> {
  /** Which secrets you need; all three by default. No other variable is read, so no other permission is needed. */
  readonly require?: readonly Name[];
  /** The source; `Deno.env` by default. */
  readonly env?: { get(variable: string): string | undefined };
}

/**
 * Reads secrets from `ALGOLIA_SEARCH_API_KEY` (`parentApiKey`), `ALGOLIA_SECRET_KEY` (`secretKey`) and `ALGOLIA_KEY_ID`
 * (`secretKeyId`). Call it once, when the server starts, so that a missing secret stops the server there.
 *
 * It needs `--allow-env` for the variables that it reads, and no other permission. It does not check that the vendor knows
 * the secrets, and it does not read a `.env` file (`deno run --env-file` does).
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` one is absent or empty, or Deno may not read it; the message names the
 *   variable, and the hint the permission · `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` one has leading or trailing whitespace or a
 *   control character, which would become part of the secret
 * @example
 * ```ts
 * // deno run --allow-env=ALGOLIA_SEARCH_API_KEY main.ts
 * const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });
 * ```
 */
export function secretsFromEnvironment<Name extends SecretName = SecretName>(
  options: SecretsFromEnvironmentOptions<Name> = {},
): Record<Name, string> {
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
    throw new TypeError('secretsFromEnvironment of @forgekey/deno reads Deno.env, which only Deno has.');
  }
  return Deno.env;
}
