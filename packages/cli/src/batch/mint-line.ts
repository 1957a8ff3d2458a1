import {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  decodeSecuredApiKey,
  type FindingCode,
  ForgekeyError,
  forgeSecuredUserToken,
  type SecuredApiKeyRestrictions,
  serializeRestrictions,
} from '@forgekey/node';
import { assertNoLintErrors, lintKey } from '../lib/lint.ts';
import type { TokenSecret } from '../lib/secrets.ts';
import { shortened } from '../lib/shortened.ts';

/** What every line has in common. A secret that is missing fails the lines that need it, and no others. */
export interface BatchSettings {
  readonly parentApiKey: string | ForgekeyError;
  readonly secret: TokenSecret | ForgekeyError;
  readonly restrictions: SecuredApiKeyRestrictions;
  /** The lifetime of tokens in seconds, counted from `now`; undefined for the default, counted from each line. */
  readonly expiresIn: number | undefined;
  readonly now: Date;
  readonly allowUnknownParameters: boolean;
  readonly allowLintErrors: boolean;
}

/** What one line makes. */
export interface MintedLine {
  readonly userId?: string;
  readonly securedApiKey?: string;
  readonly findings?: readonly FindingCode[];
  readonly userToken?: string;
}

/** Mints what the object of one line asks for. */
export type LineMinter = (request: Readonly<Record<string, unknown>>) => MintedLine;

/** A line that is no request. */
export class LineFault extends Error {
  override readonly name: string = 'LineFault';
}

const members: ReadonlySet<string> = new Set(['id', 'restrictions', 'userId', 'expiresIn']);

/** Prepares the secrets and common restrictions, for all lines. */
export function createLineMinter(settings: BatchSettings): LineMinter {
  const mintKey = keyMinter(settings);
  const mintToken = tokenMinter(settings);
  return request => {
    const { restrictions, userId, expiresIn } = assertRequest(request);
    return {
      ...(userId === undefined ? {} : { userId: userId as string }),
      ...(restrictions === undefined ? {} : mintKey(restrictions)),
      ...(userId === undefined ? {} : mintToken(userId, expiresIn)),
    };
  };
}

function keyMinter(
  settings: BatchSettings,
): (restrictions: unknown) => Pick<MintedLine, 'securedApiKey' | 'findings'> {
  const { parentApiKey, allowUnknownParameters, allowLintErrors } = settings;
  if (parentApiKey instanceof ForgekeyError) {
    return () => {
      throw parentApiKey;
    };
  }
  const generate = createSecuredApiKeyGenerator({
    parentApiKey,
    restrictions: settings.restrictions,
    allowUnknownParameters,
  });
  return restrictions => {
    // Of its own: what all lines share must not pass for what this line permits.
    serializeRestrictions(restrictions as SecuredApiKeyRestrictions, { allowUnknownParameters });
    const securedApiKey = generate(restrictions as SecuredApiKeyRestrictions);
    const findings = lintKey(decodeSecuredApiKey(securedApiKey), { allowUnknownParameters });
    assertNoLintErrors(findings, allowLintErrors);
    return { securedApiKey, findings: findings.map(finding => finding.code) };
  };
}

function tokenMinter({
  secret,
  expiresIn: commonExpiresIn,
  now,
}: BatchSettings): (userId: unknown, expiresIn: unknown) => Pick<MintedLine, 'userToken'> {
  if (secret instanceof ForgekeyError) {
    return () => {
      throw secret;
    };
  }
  let forge: ReturnType<typeof createSecuredUserTokenForger> | undefined;
  return (userId, expiresIn) => {
    if (expiresIn !== undefined) {
      const options = withLifetime(secret, expiresIn as number);
      return { userToken: forgeSecuredUserToken({ ...options, userId: userId as string }) };
    }
    // Prepared by the first line that needs it: a lifetime that no token may have fails no key.
    forge ??= createSecuredUserTokenForger(withLifetime(secret, commonExpiresIn));
    return { userToken: forge(userId as string, commonExpiresIn === undefined ? undefined : now) };
  };
}

/** Every member must have a meaning: a misspelt one would be a restriction lost. */
function assertRequest(request: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { restrictions, userId, expiresIn } = request;
  const unknown = Object.keys(request).find(name => !members.has(name));
  if (unknown !== undefined) {
    throw new LineFault(
      `unknown member ${JSON.stringify(shortened(unknown))}: a line takes restrictions, userId, expiresIn and id`,
    );
  }
  if (restrictions === undefined && userId === undefined) {
    throw new LineFault('it asks for nothing: give restrictions (for a key), userId (for a token), or both');
  }
  if (expiresIn !== undefined && userId === undefined) {
    throw new LineFault('expiresIn is for a token: for a key, give validUntil among the restrictions');
  }
  return request;
}

function withLifetime(
  secret: TokenSecret,
  expiresIn: number | undefined,
): TokenSecret & { readonly expiresIn?: number } {
  return expiresIn === undefined ? secret : { ...secret, expiresIn };
}
