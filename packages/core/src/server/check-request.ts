import { ForgekeyError } from '../errors.ts';
import { assertOptionNames } from '../lib/options.ts';
import { toleranceMilliseconds } from '../lib/time.ts';
import { assertNoOuterWhitespace } from '../secured-api-key/parent-api-key.ts';
import {
  parentApiKeysOf,
  type VerifiedSecuredApiKey,
  type VerifySecuredApiKey,
  type VerifySecuredApiKeyOptions,
} from '../secured-api-key/verify.ts';
import { assertSecretKey } from '../user-token/claims.ts';
import {
  assertUserTokenOptions,
  type VerifiedUserToken,
  type VerifySecuredUserToken,
  type VerifySecuredUserTokenOptions,
} from '../user-token/verify.ts';
import { type HttpRefusal, httpRefusalOf } from './refusal.ts';
import { credentialOfRequest, type RequestReading } from './request-credential.ts';

/** Whether a credential must be present. */
export interface OptionalCredential {
  /** With true, a request without the credential passes. An invalid credential is refused all the same. */
  readonly optional?: boolean;
}

/** Which credentials a request must carry, and the secrets to verify them with. */
export interface CredentialRules {
  /** Verify `x-algolia-api-key`, a secured API key: 403 unless one of these parent API keys signed it. */
  readonly apiKey?: Pick<VerifySecuredApiKeyOptions, 'parentApiKeys'> & OptionalCredential;
  /** Verify `X-Algolia-Secure-User-Token`: 401 unless one of these secrets signed it. */
  readonly userToken?: Pick<VerifySecuredUserTokenOptions, 'secretKeys'> & OptionalCredential;
  /** How far the clocks of signer and verifier may differ, in seconds; 0 by default. */
  readonly clockToleranceSec?: number;
}

/** @internal */
type Held<Rule, Verified> = [Rule] extends [{ optional?: false } & object] ? Verified : Verified | undefined;

/** The credentials of a request that passed. Each one that the rules demand is present. */
export interface VerifiedCredentials<Rules extends CredentialRules = CredentialRules> {
  /** The verified API key. */
  readonly apiKey: Held<Rules['apiKey'], VerifiedSecuredApiKey>;
  /** The verified user token. */
  readonly userToken: Held<Rules['userToken'], VerifiedUserToken>;
}

export type RequestCheck<Rules extends CredentialRules> =
  | { readonly ok: true; readonly credentials: VerifiedCredentials<Rules> }
  | { readonly ok: false; readonly refusal: HttpRefusal };

/** The functions of a runtime that verify. */
export interface RequestVerifiers {
  /** Verifies a secured API key. */
  readonly verifySecuredApiKey: VerifySecuredApiKey;
  /** Verifies a user token. */
  readonly verifySecuredUserToken: VerifySecuredUserToken;
}

/**
 * The rules of a guard, for the adapters of every server. The secrets are checked here, once, so that a server with an unusable
 * one fails when it starts.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` · `ERR_TOKEN_INPUT` a secret is empty, has leading or trailing whitespace, or cannot be
 *   one
 * @throws {TypeError} no rule, because such a guard would let everything pass; an unknown rule or option; or an invalid
 *   `clockToleranceSec`
 */
export function createRequestCheck<const Rules extends CredentialRules>(
  verifiers: RequestVerifiers,
  rules: Rules,
): (request: RequestReading) => RequestCheck<Rules> {
  const { apiKey, userToken, clockToleranceSec = 0 } = assertRules(rules);

  const verifyApiKey = (value: string): VerifiedSecuredApiKey =>
    verifiers.verifySecuredApiKey(value, { ...apiKey!, clockToleranceSec });
  const verifyUserToken = (value: string): VerifiedUserToken =>
    verifiers.verifySecuredUserToken(value, { ...userToken!, clockToleranceSec });

  return request => {
    let status: 401 | 403 = 403;
    try {
      const verifiedKey = apiKey && verified(request, 'x-algolia-api-key', apiKey, verifyApiKey);
      status = 401;
      const verifiedToken =
        userToken && verified(request, 'x-algolia-secure-user-token', userToken, verifyUserToken);
      const credentials = { apiKey: verifiedKey, userToken: verifiedToken };
      return { ok: true, credentials: credentials as VerifiedCredentials<Rules> };
    } catch (error) {
      return { ok: false, refusal: httpRefusalOf(error, status) };
    }
  };
}

function verified<Verified>(
  request: RequestReading,
  name: string,
  { optional = false }: OptionalCredential,
  verify: (value: string) => Verified,
): Verified | undefined {
  const value = credentialOfRequest(request, name);
  if (value !== undefined) return verify(value);
  if (optional) return undefined;
  throw new ForgekeyError('ERR_CREDENTIAL_MISSING', `The request does not carry "${name}".`, {
    parameter: name,
    hint: 'Send it as a header or as a query parameter.',
  });
}

function assertRules(rules: CredentialRules): CredentialRules {
  const { apiKey, userToken, clockToleranceSec } = rules ?? {};
  // A misspelled rule would demand nothing.
  assertOptionNames(rules ?? {}, ['apiKey', 'userToken', 'clockToleranceSec']);
  assertOptionNames(apiKey ?? {}, ['parentApiKeys', 'optional']);
  assertOptionNames(userToken ?? {}, ['secretKeys', 'optional']);
  if (apiKey === undefined && userToken === undefined) {
    throw new TypeError(
      'A guard needs at least one rule: { apiKey: { parentApiKeys } } or { userToken: { secretKeys } }.',
    );
  }
  if (apiKey !== undefined) {
    for (const parent of parentApiKeysOf(apiKey)) assertNoOuterWhitespace(parent, 'parentApiKeys');
  }
  if (userToken !== undefined) {
    const { secretKeys } = assertUserTokenOptions(userToken);
    if (typeof secretKeys === 'object') Object.values(secretKeys).forEach(assertSecretKey);
  }
  // The text 'false' of an environment variable is truthy, and would let every request pass.
  for (const optional of [apiKey?.optional, userToken?.optional]) {
    if (typeof (optional ?? false) !== 'boolean') throw new TypeError('"optional" must be true or false.');
  }
  toleranceMilliseconds(clockToleranceSec);
  return rules;
}
