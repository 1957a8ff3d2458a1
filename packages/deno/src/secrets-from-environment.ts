import { ForgekeyError, type SecretName } from '@forgekey/core';
import { readSecrets } from '@forgekey/core/internal';

/** Which secrets to read, and from where. */
export interface SecretsFromEnvironmentOptions<Name extends SecretName = SecretName> {
  /** Which secrets you need; all three by default. No other variable is looked at, so no other permission is needed. */
  readonly require?: readonly Name[];
  /** Where to look; `Deno.env` by default. */
  readonly env?: { get(variable: string): string | undefined };
}

/**
 * Reads secrets from `ALGOLIA_SEARCH_API_KEY` (`parentApiKey`), `ALGOLIA_SECRET_KEY` (`secretKey`) and `ALGOLIA_KEY_ID`
 * (`secretKeyId`). Call it once, when the server starts, so that a missing secret stops it there.
 *
 * It needs `--allow-env` for the variables that it reads, and for nothing else. It does not check that the vendor knows
 * the secrets, and reads no `.env` file (`deno run --env-file` does).
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` any is absent or empty, or Deno may not read it: the message names the
 *   variable and the permission · `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` one begins or ends with a blank, which would be
 *   signed with
 * @example
 * ```ts
 * // deno run --allow-env=ALGOLIA_SEARCH_API_KEY main.ts
 * const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });
 * ```
 */
export function secretsFromEnvironment<Name extends SecretName = SecretName>(
  options: SecretsFromEnvironmentOptions<Name> = {},
): Record<Name, string> {
  const { require: names = ['parentApiKey', 'secretKey', 'secretKeyId'] as Name[], env = denoEnvironment() } = options;
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
      `Deno may not read ${variable}. Run with --allow-env=${variable} (several with commas between them).`,
      { parameter: variable },
    );
  }
}

function denoEnvironment(): Environment {
  const { Deno } = globalThis as { Deno?: { env: Environment } };
  if (Deno === undefined) {
    throw new TypeError('secretsFromEnvironment of @forgekey/deno reads Deno.env: there is no Deno');
  }
  return Deno.env;
}
