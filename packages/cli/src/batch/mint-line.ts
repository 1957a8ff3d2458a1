import { quoteName } from '@forgekey/core/internal';
import {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  type FindingCode,
  ForgekeyError,
  forgeSecuredUserToken,
  lintRestrictions,
  type SecuredApiKeyRestrictions,
  serializeRestrictions,
} from '@forgekey/node';
import { RefusedByLint } from '../errors.ts';
import type { TokenSecret } from '../input/secrets.ts';
import { withOwnHint } from '../report/findings.ts';

/** What all lines have in common. If a secret is missing, its error ends the batch at the first line that needs it. */
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

/** Makes the credentials that one line asks for. */
export type LineMinter = (request: Readonly<Record<string, unknown>>) => MintedLine;

/** A line that is not a request; `message` completes "it …". */
export class LineFault extends Error {
  override readonly name: string = 'LineFault';
}

const members: ReadonlySet<string> = new Set(['id', 'restrictions', 'userId', 'expiresIn']);

/** Prepares the secrets and common restrictions, for all lines. */
export function createLineMinter(settings: BatchSettings): LineMinter {
  const mintKey = keyMinter(settings);
  const mintToken = tokenMinter(settings);
  return request => {
    assertRequest(request);
    const { restrictions, userId, expiresIn } = request;
    const key = restrictions === undefined ? undefined : mintKey(restrictions as SecuredApiKeyRestrictions);
    if (userId === undefined) return key!;
    return { userId: userId as string, ...key, ...mintToken(userId as string, expiresIn as number) };
  };
}

type KeyMinter = (restrictions: SecuredApiKeyRestrictions) => Pick<MintedLine, 'securedApiKey' | 'findings'>;

function keyMinter({
  parentApiKey,
  restrictions: common,
  now,
  allowUnknownParameters,
  allowLintErrors,
}: BatchSettings): KeyMinter {
  if (parentApiKey instanceof ForgekeyError) return throwing(parentApiKey);
  const generate = createSecuredApiKeyGenerator({
    parentApiKey,
    restrictions: common,
    allowUnknownParameters,
  });
  const lintOptions = { now, allowUnknownParameters };
  return restrictions => {
    // The common restrictions must not hide that this line has none.
    if (isBare(restrictions)) serializeRestrictions(restrictions, { allowUnknownParameters });
    const securedApiKey = generate(restrictions);
    const findings = lintRestrictions({ ...common, ...restrictions }, lintOptions);
    if (!allowLintErrors && findings.some(({ severity }) => severity === 'error')) {
      throw new RefusedByLint(findings.map(withOwnHint));
    }
    return { securedApiKey, findings: findings.map(({ code }) => code) };
  };
}

/** Whether there is no restriction. Then serializing reports what is wrong. */
function isBare(restrictions: unknown): boolean {
  if (typeof restrictions !== 'object' || restrictions === null) return true;
  return Object.entries(restrictions).every(([name, value]) => name === 'searchParams' && isBare(value));
}

type TokenMinter = (userId: string, expiresIn: number | undefined) => Pick<MintedLine, 'userToken'>;

function tokenMinter({ secret, expiresIn: commonExpiresIn, now }: BatchSettings): TokenMinter {
  if (secret instanceof ForgekeyError) return throwing(secret);
  let forge: ReturnType<typeof createSecuredUserTokenForger> | undefined;
  return (userId, expiresIn) => {
    if (expiresIn !== undefined) {
      return { userToken: forgeSecuredUserToken({ ...secret, expiresIn, userId }) };
    }
    // Prepared by the first line that needs it: a lifetime out of range must not fail lines that make only keys.
    forge ??= createSecuredUserTokenForger({
      ...secret,
      ...(commonExpiresIn !== undefined && { expiresIn: commonExpiresIn }),
    });
    return { userToken: forge(userId, commonExpiresIn === undefined ? undefined : now) };
  };
}

function throwing(error: ForgekeyError): () => never {
  return () => {
    throw error;
  };
}

/** Refuses unknown members, because a misspelled one would be a lost restriction. */
function assertRequest(request: Readonly<Record<string, unknown>>): void {
  const { restrictions, userId, expiresIn } = request;
  const unknown = Object.keys(request).find(name => !members.has(name));
  if (unknown !== undefined) {
    throw new LineFault(
      `has the unknown member ${quoteName(unknown)}; the members are restrictions, userId, expiresIn and id`,
    );
  }
  if (restrictions === undefined && userId === undefined) {
    throw new LineFault('needs restrictions (for a key), userId (for a token), or both');
  }
  if (expiresIn !== undefined && userId === undefined) {
    throw new LineFault('has expiresIn without userId; for a key, put validUntil into restrictions');
  }
}
