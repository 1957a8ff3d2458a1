import { JsonFault, parseExactJson, parseExactJsonObject } from '@forgekey/core/internal';
import { parseRestrictions, type SecuredApiKeyRestrictions, serializeRestrictions } from '@forgekey/node';
import { UsageError } from '../errors.ts';
import { type ExpiryFlags, expirySecOf } from '../flags/expiry-flags.ts';
import { parametersOfFlags, restrictionFlags } from '../flags/parameter-flags.ts';
import { nameOfInput, readText } from './read-text.ts';

// The rules of an index are the longest of these files.
const MAX_JSON_FILE_BYTES = 16_777_216;

export interface RestrictionsInput {
  readonly fromFile: SecuredApiKeyRestrictions;
  readonly fromFlags: SecuredApiKeyRestrictions;
}

/** Keeps both sources apart, because a prepared generator refuses a parameter with two different values. */
export async function readRestrictions(
  flags: ExpiryFlags & { readonly restrictions?: string },
  now: Date,
): Promise<RestrictionsInput> {
  const validUntil = expirySecOf(flags, now);
  return {
    fromFile:
      flags.restrictions === undefined ? {} : await readJsonFile(flags.restrictions, 'the restrictions'),
    fromFlags: {
      ...parametersOfFlags(restrictionFlags, flags as Record<string, unknown>),
      ...(validUntil === undefined ? {} : { validUntil }),
    },
  };
}

/**
 * Merges both sources into one flat object.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`, such as `ERR_RESTRICTION_CONFLICT`
 */
export function joinRestrictions(
  common: SecuredApiKeyRestrictions,
  others: SecuredApiKeyRestrictions,
  allowUnknownParameters: boolean,
): SecuredApiKeyRestrictions {
  const flat = (restrictions: SecuredApiKeyRestrictions): SecuredApiKeyRestrictions =>
    isEmpty(restrictions)
      ? {}
      : parseRestrictions(serializeRestrictions(restrictions, { allowUnknownParameters }));
  // The two places where restrictions can be written. Serializing refuses different values for one parameter.
  return flat({ ...flat(common), ...(isEmpty(others) ? {} : { searchParams: others }) });
}

function isEmpty(restrictions: SecuredApiKeyRestrictions): boolean {
  return Object.keys(restrictions).length === 0;
}

/** @throws {UsageError} the file does not hold a JSON object */
export async function readJsonFile(path: string, purpose: string): Promise<Record<string, unknown>> {
  return readJson(path, purpose, parseExactJsonObject);
}

/** Reads any JSON value, such as a list. */
export async function readJsonValue(path: string, purpose: string): Promise<unknown> {
  return readJson(path, purpose, parseExactJson);
}

async function readJson<Value>(
  path: string,
  purpose: string,
  parse: (text: string) => Value,
): Promise<Value> {
  const text = await readText(path, purpose, MAX_JSON_FILE_BYTES);
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new UsageError(`Cannot read ${purpose} from ${nameOfInput(path)}: it ${error.message}.`);
  }
}
