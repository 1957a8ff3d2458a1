import { ForgekeyError, isForgekeyError } from '../errors.ts';
import { assertOptionNames, givenOption } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
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
import { credentialOfRequest, type RequestReading } from './credential-of-request.ts';

/** Whether a credential must be present. */
export interface OptionalCredential {
  /** If true, a request without the credential passes. An invalid credential is still refused. */
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

/** The credentials of a request that passed. Each credential that the rules require is present. */
export interface VerifiedCredentials<Rules extends CredentialRules = CredentialRules> {
  /** The verified API key. */
  readonly apiKey: Held<Rules['apiKey'], VerifiedSecuredApiKey>;
  /** The verified user token. */
  readonly userToken: Held<Rules['userToken'], VerifiedUserToken>;
}

/** The response to a request with an invalid credential, for any server. */
export interface HttpRefusal {
  /** The HTTP status: 401 for a user token, 403 for an API key. */
  readonly status: 401 | 403;
  /** The headers of the response, with lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON: `{ message, status, code }`. */
  readonly body: string;
  /** What was wrong. */
  readonly error: ForgekeyError;
}

export type RequestCheck<Rules extends CredentialRules> =
  | { readonly ok: true; readonly credentials: VerifiedCredentials<Rules> }
  | { readonly ok: false; readonly refusal: HttpRefusal };

/** The verifiers of a runtime. */
export interface RequestVerifiers {
  /** Verifies a secured API key. */
  readonly verifySecuredApiKey: VerifySecuredApiKey;
  /** Verifies a user token. */
  readonly verifySecuredUserToken: VerifySecuredUserToken;
}

/**
 * Checks the credentials of requests, for the adapter of every server. The secrets are checked once, here, so that a server with
 * an unusable secret fails when it starts.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` · `ERR_TOKEN_INPUT` a secret is empty, has leading or trailing whitespace, or is
 *   otherwise unusable
 * @throws {TypeError} there is no rule, so that every request would pass; a rule or an option is unknown or has the wrong type
 */
export function createRequestCheck<const Rules extends CredentialRules>(
  verifiers: RequestVerifiers,
  rules: Rules,
): (request: RequestReading) => RequestCheck<Rules> {
  const { apiKey, userToken, isApiKeyOptional, isUserTokenOptional, clockToleranceSec } = readRules(rules);

  const verifyApiKey = (value: string): VerifiedSecuredApiKey =>
    verifiers.verifySecuredApiKey(value, { parentApiKeys: apiKey!.parentApiKeys, clockToleranceSec });
  const verifyUserToken = (value: string): VerifiedUserToken =>
    verifiers.verifySecuredUserToken(value, { secretKeys: userToken!.secretKeys, clockToleranceSec });

  return request => {
    let status: 401 | 403 = 403;
    try {
      const verifiedKey = apiKey && verified(request, 'x-algolia-api-key', isApiKeyOptional, verifyApiKey);
      status = 401;
      const verifiedToken =
        userToken && verified(request, 'x-algolia-secure-user-token', isUserTokenOptional, verifyUserToken);
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
  isOptional: boolean,
  verify: (value: string) => Verified,
): Verified | undefined {
  const value = credentialOfRequest(request, name);
  if (value !== undefined) return verify(value);
  if (isOptional) return undefined;
  throw new ForgekeyError('ERR_CREDENTIAL_MISSING', `The request does not carry "${name}".`, {
    parameter: name,
    hint: 'Send it as a header or as a query parameter.',
  });
}

/**
 * Reads the rules, which then decide for every request: later changes have no effect, except those of the secrets.
 *
 * @throws {ForgekeyError} as `createRequestCheck`
 * @throws {TypeError} as `createRequestCheck`
 */
function readRules(given: CredentialRules) {
  const rules: CredentialRules = isObject(given) ? given : {};
  const { apiKey, userToken } = rules;
  // A misspelled rule would require nothing.
  assertOptionNames(rules, ['apiKey', 'userToken', 'clockToleranceSec']);
  if (apiKey === undefined && userToken === undefined) {
    throw new TypeError(
      'A guard needs at least one rule: { apiKey: { parentApiKeys } } or { userToken: { secretKeys } }.',
    );
  }
  assertRule('apiKey', apiKey, 'parentApiKeys');
  assertRule('userToken', userToken, 'secretKeys');
  if (apiKey !== undefined) {
    for (const parent of parentApiKeysOf(apiKey)) assertNoOuterWhitespace(parent, 'parentApiKeys');
  }
  if (userToken !== undefined) {
    const { secretKeys } = assertUserTokenOptions(userToken);
    if (typeof secretKeys === 'object') Object.values(secretKeys).forEach(assertSecretKey);
  }
  const clockToleranceSec = givenOption(rules, 'clockToleranceSec');
  toleranceMilliseconds(clockToleranceSec);
  return {
    apiKey,
    userToken,
    isApiKeyOptional: readOptional(apiKey),
    isUserTokenOptional: readOptional(userToken),
    clockToleranceSec: clockToleranceSec ?? 0,
  };
}

/** The text 'false' of an environment variable is truthy, and would let every request pass. */
function readOptional(rule: OptionalCredential = {}): boolean {
  const optional = givenOption(rule, 'optional') ?? false;
  if (typeof optional !== 'boolean') throw new TypeError('"optional" must be true or false.');
  return optional;
}

function assertRule(name: string, rule: object | undefined, secrets: string): void {
  if (rule === undefined) return;
  if (!isObject(rule)) {
    throw new TypeError(`"${name}" must be an object: { ${name}: { ${secrets} } }.`);
  }
  assertOptionNames(rule, [secrets, 'optional']);
}

/** The response for an invalid credential. Rethrows any error that the request did not cause. */
function httpRefusalOf(error: unknown, status: 401 | 403): HttpRefusal {
  if (!isForgekeyError(error)) throw error;
  const { message, code } = error;
  // The secrets of the server are unusable. No client can fix that, and a 4xx would hide it.
  if (code === 'ERR_PARENT_KEY' || code === 'ERR_TOKEN_INPUT') throw error;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  };
  // RFC 9110 section 11.6.1: a 401 names a challenge. No registered scheme uses this header, so its name is the scheme.
  if (status === 401) headers['www-authenticate'] = `X-Algolia-Secure-User-Token error="${code}"`;
  return { status, headers, body: JSON.stringify({ message, status, code }), error };
}

/** The parts of a `Request` that a guard reads. A server without `Request` can pass an object with these members. */
export interface GuardedRequest {
  /** A URL or a request target. Only the query parameters after the first `?` are read. */
  readonly url: string;
  /** `get` receives lowercase names. It returns several values as a list, or joined by commas. */
  readonly headers: { get(name: string): string | readonly string[] | null | undefined };
}

/** The verified credentials, or the response that refuses the request. */
export type CredentialGuardResult<Rules extends CredentialRules, Answer> =
  | ({ readonly ok: true } & VerifiedCredentials<Rules>)
  | { readonly ok: false; readonly response: Answer };

/** The type of `createCredentialGuard`. */
export interface CreateCredentialGuard<Answer> {
  /**
   * Creates a guard for servers that receive a `Request` and return a `Response`, such as Deno.serve, Hono and Next.js route
   * handlers. It verifies `x-algolia-api-key` (otherwise 403) and `X-Algolia-Secure-User-Token` (otherwise 401), each as a
   * header or a query parameter. A refusal is JSON: `{ message, status, code }`.
   *
   * It does not apply the restrictions of a key to a search: `authorizeSearch` does. Answer CORS preflights before the guard,
   * because they carry no credential.
   *
   * @param rules - at least one of `apiKey` and `userToken`. With `optional: true`, a request without it passes.
   * @returns a function that never throws because of a request.
   * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty, or has leading or trailing whitespace
   * @throws {TypeError} there is no rule, or an option is unknown or has the wrong type
   * @example
   * const guard = createCredentialGuard({ userToken: { secretKeys: { [secretKeyId]: secretKey } } });
   * const handle = request => {
   *   const result = guard(request);
   *   return result.ok ? Response.json({ hello: result.userToken.userId }) : result.response;
   * };
   */
  <const Rules extends CredentialRules>(
    rules: Rules,
  ): (request: GuardedRequest) => CredentialGuardResult<Rules, Answer>;
}

/** Binds the guard to the verifiers of a runtime, and to a function that creates its response. */
export function bindCreateCredentialGuard<Answer>(
  verifiers: RequestVerifiers,
  respond: (refusal: HttpRefusal) => Answer,
): CreateCredentialGuard<Answer> {
  return rules => {
    const check = createRequestCheck(verifiers, rules);
    return ({ url, headers }) => {
      const result = check({ header: name => headers.get(name), url });
      return result.ok
        ? { ok: true, ...result.credentials }
        : { ok: false, response: respond(result.refusal) };
    };
  };
}
