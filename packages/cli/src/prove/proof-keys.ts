import { credentialsInText, JsonFault, parseExactJsonObject, quoteName } from '@forgekey/core/internal';
import { decodeSecuredApiKey, isForgekeyError, type ProvableKey } from '@forgekey/node';
import { splitLines } from '../batch/split-lines.ts';
import { UsageError } from '../errors.ts';
import { asFileError, nameOfInput, openBytes } from '../input/read-text.ts';

/** A key to prove something about. */
export interface ProofKey {
  readonly id: string;
  readonly key: ProvableKey;
}

/** A line can contain the restrictions of a key, which are about as long as the key. */
const MAX_LINE_BYTES = 1_048_576;

/** The key of an argument. */
export function keyOfArgument(text: string, position: number): ProofKey {
  return { id: `argument ${position + 1}`, key: decodedKey(text, `Argument ${position + 1}`) };
}

/** The keys of a file of JSON lines, `{id, securedApiKey}` or `{id, restrictions}`, or of standard input for `-`. */
export async function readProofKeys(path: string): Promise<ProofKey[]> {
  const keys: ProofKey[] = [];
  for await (const { number, object } of readJsonLines(path, 'the keys')) {
    keys.push(keyOfLine(object, number, `Line ${number} of ${nameOfInput(path)}`));
  }
  return keys;
}

/** The objects of a file of JSON lines. An invalid line is an error, because a proof must not skip it. */
export async function* readJsonLines(
  path: string,
  purpose: string,
): AsyncGenerator<{ readonly number: number; readonly object: Record<string, unknown> }> {
  const name = nameOfInput(path);
  try {
    for await (const lines of splitLines(openBytes(path, purpose), MAX_LINE_BYTES)) {
      for (const { number, bytes } of lines) {
        const where = `Line ${number} of ${name}`;
        if (bytes === undefined) throw unusable(where, `it has more than ${MAX_LINE_BYTES} bytes`);
        const text = utf8Text(bytes, where);
        if (text.trim() !== '') yield { number, object: objectIn(text, where) };
      }
    }
  } catch (error) {
    throw asFileError(error, `Cannot read ${purpose} from ${name}`);
  }
}

function keyOfLine(line: Record<string, unknown>, number: number, where: string): ProofKey {
  const { id = number, securedApiKey, restrictions, ...others } = line;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw unusable(
      where,
      `it has the unknown member ${quoteName(unknown)}; the members are id, securedApiKey and restrictions`,
    );
  }
  if (typeof id !== 'string' && typeof id !== 'number')
    throw unusable(where, 'its id must be a string or a number');
  if ((securedApiKey === undefined) === (restrictions === undefined)) {
    throw unusable(where, 'it must contain either securedApiKey or restrictions');
  }
  if (restrictions !== undefined) return { id: String(id), key: restrictions as ProvableKey };
  if (typeof securedApiKey !== 'string') throw unusable(where, 'its securedApiKey must be a string');
  return { id: String(id), key: decodedKey(securedApiKey, where) };
}

/** @throws {UsageError} the text does not contain exactly one secured API key */
export function decodedKey(text: string, where: string): ProvableKey {
  const [credential, ...others] = credentialsInText(text);
  if (credential?.kind !== 'securedApiKey' || others.length > 0) {
    throw unusable(where, 'it does not contain exactly one secured API key');
  }
  try {
    return decodeSecuredApiKey(credential.text);
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    throw unusable(where, error.message);
  }
}

function objectIn(text: string, where: string): Record<string, unknown> {
  try {
    return parseExactJsonObject(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw unusable(where, `it ${error.message}`);
  }
}

function utf8Text(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable(where, 'it is not valid UTF-8');
  }
}

function unusable(where: string, reason: string): UsageError {
  return new UsageError(`${where} cannot be used: ${reason.replace(/\.$/, '')}.`);
}
