import type { ForgekeyErrorCode } from '../errors.ts';
import { assertOptionNames, givenOption } from '../lib/options.ts';
import { isListOf } from '../lib/plain-copy.ts';
import type { CreateSecuredApiKeyGenerator } from '../secured-api-key/generate.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { parentApiKeysOf } from '../secured-api-key/verify.ts';
import { expiresInSecOf } from '../user-token/claims.ts';
import type { CreateSecuredUserTokenForger } from '../user-token/forge.ts';

/** Who gets credentials, which restrictions they have, and the secrets that sign them. */
export interface CredentialEndpointOptions<Session, Request> {
  /** Returns the session of a request, from a cookie or a token that your server checks. A falsy value means no session. */
  authenticate(
    request: Request,
  ): Session | null | undefined | false | Promise<Session | null | undefined | false>;
  /** Returns the restrictions of the key for this session, without `validUntil`: `expiresInSec` sets it. */
  restrictions(session: Session): SecuredApiKeyRestrictions | Promise<SecuredApiKeyRestrictions>;
  /** Returns the stable id of the user, for a user token. Without this option, the response has no user token. */
  userId?(session: Session): string | Promise<string>;
  /** The parent API key. In a list, the first one signs, so that a rotation needs only one list for signing and verifying. */
  readonly parentApiKeys: string | readonly string[];
  /** The secret of user tokens. Required with `userId`. */
  readonly secretKey?: string;
  /** Its id. Required with `userId`. */
  readonly secretKeyId?: string;
  /** How long both credentials are valid, in seconds; 900 (15 minutes) by default. */
  readonly expiresInSec?: number;
  /** Other origins whose pages may send requests, such as `https://shop.example`. They get CORS headers that allow credentials. */
  readonly allowedOrigins?: readonly string[];
}

/** The body of the response. */
export interface CredentialEndpointBody {
  /** The secured API key, for `x-algolia-api-key`. */
  readonly securedApiKey: string;
  /** The user token; absent if the endpoint has no `userId`. */
  readonly userToken?: string;
  /** The end of validity of both, in ISO 8601. */
  readonly expiresAt: string;
  /** The time of the server, in ISO 8601. A page with a wrong clock needs it. */
  readonly serverTime: string;
}

/** The response of an endpoint, for any server. */
export interface EndpointAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or empty. */
  readonly body: string;
}

/** The parts of a request that an endpoint reads, besides those that `authenticate` reads. */
export interface EndpointRequest {
  readonly method: string;
  /** The value of a header, by its lowercase name. */
  header(name: string): string | readonly string[] | null | undefined;
}

/** The signing functions of a runtime. */
interface CredentialSigners {
  readonly createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator;
  readonly createSecuredUserTokenForger: CreateSecuredUserTokenForger;
}

const DEFAULT_EXPIRES_IN_SEC = 900;

const optionNames = [
  'authenticate',
  'restrictions',
  'userId',
  'parentApiKeys',
  'secretKey',
  'secretKeyId',
  'expiresInSec',
  'allowedOrigins',
];

/**
 * Answers the requests of a credential endpoint, for the adapter of every server. The secrets are checked once, here, so that a
 * server with an unusable secret fails when it starts.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` · `ERR_TOKEN_INPUT` a secret or the lifetime is unusable
 * @throws {TypeError} an option is unknown, missing or has the wrong type
 */
export function createEndpoint<Session, Request>(
  signers: CredentialSigners,
  options: CredentialEndpointOptions<Session, Request>,
): (reading: EndpointRequest, request: Request) => Promise<EndpointAnswer> {
  assertOptions(options);
  const { authenticate, restrictions, userId } = options;
  const allowedOrigins = readAllowedOrigins(givenOption(options, 'allowedOrigins'));
  const [parentApiKey] = parentApiKeysOf(options) as [string];
  const expiresInSec = expiresInSecOf(
    givenOption(options, 'expiresInSec') ?? DEFAULT_EXPIRES_IN_SEC,
    'expiresInSec',
  );
  const tokenFor = userId && createForger(signers, options, expiresInSec);
  // A parent key that cannot sign fails now, not at the first request.
  signers.createSecuredApiKeyGenerator({ parentApiKey });

  const sign = async (session: Session, now: Date): Promise<CredentialEndpointBody> => {
    const validUntil = Math.floor(now.getTime() / 1000) + expiresInSec;
    // Reads the restrictions once, so that the checked restrictions are the signed ones.
    const keyFor = signers.createSecuredApiKeyGenerator({
      parentApiKey,
      restrictions: await restrictions(session),
    });
    // Refuses empty restrictions. With an expiry alone, the key would allow everything.
    keyFor();
    return {
      securedApiKey: keyFor({ validUntil }),
      ...(tokenFor && { userToken: tokenFor(await userId(session), now) }),
      expiresAt: new Date(validUntil * 1000).toISOString(),
      serverTime: now.toISOString(),
    };
  };

  return async (reading, request) => {
    const crossSite = crossSiteOrigin(reading);
    const isAllowedOrigin = crossSite !== undefined && allowedOrigins.includes(crossSite);
    const headers = headersFor(isAllowedOrigin ? crossSite : undefined, allowedOrigins.length > 0);
    if (isAllowedOrigin && reading.method === 'OPTIONS') return { status: 204, headers, body: '' };
    if (reading.method !== 'POST') {
      return refuse(405, 'ERR_METHOD_NOT_POST', 'Send a POST request.', { ...headers, allow: 'POST' });
    }
    if (crossSite !== undefined && !isAllowedOrigin) {
      return refuse(403, 'ERR_CROSS_SITE', 'Requests from other sites are not allowed.', headers);
    }
    const session = await authenticate(request);
    // Without a session, there is no key. An anonymous visitor needs a session of its own.
    if (!session) {
      return refuse(401, 'ERR_SESSION_MISSING', 'The request has no session.', headers);
    }
    return { status: 200, headers, body: JSON.stringify(await sign(session, new Date())) };
  };
}

function createForger(
  signers: CredentialSigners,
  { secretKey, secretKeyId }: { readonly secretKey?: string; readonly secretKeyId?: string },
  expiresIn: number,
): (userId: string, now?: Date) => string {
  if (secretKey === undefined || secretKeyId === undefined) {
    throw new TypeError('createCredentialEndpoint with "userId" needs "secretKey" and "secretKeyId".');
  }
  return signers.createSecuredUserTokenForger({ secretKey, secretKeyId, expiresIn });
}

function assertOptions(options: object): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('createCredentialEndpoint takes { authenticate, restrictions, parentApiKeys, … }.');
  }
  assertOptionNames(options, optionNames);
  const given = options as Readonly<Record<string, unknown>>;
  for (const name of ['authenticate', 'restrictions', 'userId']) {
    const isAbsent = name === 'userId' && given[name] === undefined;
    if (!isAbsent && typeof given[name] !== 'function') {
      throw new TypeError(`createCredentialEndpoint: "${name}" must be a function.`);
    }
  }
}

/** A copy, so that what was checked is what counts. */
function readAllowedOrigins(allowedOrigins: unknown = []): readonly unknown[] {
  const origins = Array.isArray(allowedOrigins) ? allowedOrigins.slice() : allowedOrigins;
  if (isListOf(origins, isOrigin)) return origins;
  throw new TypeError('"allowedOrigins" must be a list of origins such as "https://shop.example".');
}

/** A scheme and a host, without a path. Any other text never equals an Origin header. */
function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^/?#@\s]+$/.test(value);
}

/**
 * The origin of another site that sent the request. Undefined for a page of this host, and for a client that is not a browser
 * and sends neither header.
 *
 * Browsers set both headers (Fetch Metadata, Fetch section 3.2), and a page cannot forge them. The scheme is not compared,
 * because a server behind a proxy does not know its own.
 *
 * @returns the text `null` if the browser hides the origin
 */
function crossSiteOrigin({ header }: EndpointRequest): string | undefined {
  const origin = textOf(header('origin'));
  if (origin !== undefined) {
    const host = /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
    // An origin without a host, such as `null`, is another site, even if the request has no Host header.
    return host !== undefined && host === textOf(header('host')) ? undefined : origin;
  }
  const site = textOf(header('sec-fetch-site'));
  return site === undefined || site === 'same-origin' || site === 'none' ? undefined : 'null';
}

/** A repeated header becomes a text that matches no origin. */
function textOf(value: string | readonly string[] | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : value.join(',');
}

/** The response depends on the user, so no cache may store it (RFC 9111 section 5.2.2). */
function headersFor(allowedOrigin: string | undefined, isCrossOrigin: boolean): Record<string, string> {
  return {
    'content-type': 'application/json',
    'cache-control': 'private, no-store',
    vary: `Cookie, Authorization${isCrossOrigin ? ', Origin' : ''}`,
    ...(allowedOrigin !== undefined && {
      'access-control-allow-origin': allowedOrigin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
    }),
  };
}

function refuse(
  status: number,
  code: ForgekeyErrorCode,
  message: string,
  headers: Record<string, string>,
): EndpointAnswer {
  return { status, headers, body: JSON.stringify({ message, status, code }) };
}
