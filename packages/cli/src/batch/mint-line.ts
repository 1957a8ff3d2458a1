import {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  decodeSecuredApiKey,
  type FindingCode,
  ForgekeyError,
  forgeSecuredUserToken,
  lintSecuredApiKey,
  type SecuredApiKeyRestrictions,
  serializeRestrictions,
} from '@forgekey/node';
import { parseJsonObject } from '../lib/json-object.ts';
import { assertNoLintErrors } from '../lib/lint.ts';
import type { TokenSecret } from '../lib/secrets.ts';

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
  readonly id?: string | number;
  readonly userId?: string;
  readonly securedApiKey?: string;
  readonly findings?: readonly FindingCode[];
  readonly userToken?: string;
}

/** A line that is no request. */
export class LineFault extends Error {
  override readonly name: string = 'LineFault';
}

const members: ReadonlySet<string> = new Set(['id', 'restrictions', 'userId', 'expiresIn']);

/** Prepares the secrets and common restrictions; the function it returns mints what the text of one line asks for. */
export function createLineMinter(settings: BatchSettings): (text: string) => MintedLine {
  const { allowUnknownParameters, allowLintErrors } = settings;
  const generate =
    settings.parentApiKey instanceof ForgekeyError
      ? settings.parentApiKey
      : createSecuredApiKeyGenerator({
          parentApiKey: settings.parentApiKey,
          restrictions: settings.restrictions,
          allowUnknownParameters,
        });
  const mintKey = (restrictions: unknown): Pick<MintedLine, 'securedApiKey' | 'findings'> => {
    if (generate instanceof ForgekeyError) throw generate;
    // Of its own: what all lines share must not pass for what this line permits.
    serializeRestrictions(restrictions as SecuredApiKeyRestrictions, { allowUnknownParameters });
    const securedApiKey = generate(restrictions as SecuredApiKeyRestrictions);
    const findings = lintSecuredApiKey(decodeSecuredApiKey(securedApiKey), { allowUnknownParameters });
    assertNoLintErrors(findings, allowLintErrors);
    return { securedApiKey, findings: findings.map(finding => finding.code) };
  };

  let forge: ReturnType<typeof createSecuredUserTokenForger> | undefined;

  const mintToken = (userId: unknown, expiresIn: unknown): Pick<MintedLine, 'userToken'> => {
    if (settings.secret instanceof ForgekeyError) throw settings.secret;
    if (expiresIn !== undefined) {
      const options = withLifetime(settings.secret, expiresIn as number);
      return { userToken: forgeSecuredUserToken({ ...options, userId: userId as string }) };
    }
    // Prepared by the first line that needs it: a lifetime that no token may have fails no key.
    forge ??= createSecuredUserTokenForger(withLifetime(settings.secret, settings.expiresIn));
    return {
      userToken: forge(userId as string, settings.expiresIn === undefined ? undefined : settings.now),
    };
  };

  return text => {
    const { id, restrictions, userId, expiresIn } = assertRequest(parseJsonObject(text));
    return {
      ...(id === undefined ? {} : { id: id as string | number }),
      ...(userId === undefined ? {} : { userId: userId as string }),
      ...(restrictions === undefined ? {} : mintKey(restrictions)),
      ...(userId === undefined ? {} : mintToken(userId, expiresIn)),
    };
  };
}

/** Every member must have a meaning: a misspelt one would be a restriction lost. */
function assertRequest(request: Record<string, unknown>): Record<string, unknown> {
  const { id, restrictions, userId, expiresIn } = request;
  const unknown = Object.keys(request).find(name => !members.has(name));
  if (unknown !== undefined) {
    throw new LineFault(
      `unknown member ${JSON.stringify(unknown.slice(0, 40))}: a line takes restrictions, userId, expiresIn and id`,
    );
  }
  if (restrictions === undefined && userId === undefined) {
    throw new LineFault('it asks for nothing: give restrictions (for a key), userId (for a token), or both');
  }
  if (expiresIn !== undefined && userId === undefined) {
    throw new LineFault('expiresIn is for a token: for a key, give validUntil among the restrictions');
  }
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    throw new LineFault('id must be a text or a number');
  }
  return request;
}

function withLifetime(
  secret: TokenSecret,
  expiresIn: number | undefined,
): TokenSecret & { readonly expiresIn?: number } {
  return expiresIn === undefined ? secret : { ...secret, expiresIn };
}
