import { ForgekeyError } from '../errors.ts';

/** The parts of a request that a guard reads, on any server. */
export interface RequestReading {
  /** The value of a header, by its lowercase name. Several values are a list, or joined by commas. */
  header(name: string): string | readonly string[] | null | undefined;
  /** The URL or the request target. The query begins after the first `?`. */
  readonly url: string;
}

/**
 * The credential that a request carries under `name`, or undefined. It is a header or a query parameter; browser builds of the
 * official client send a query parameter.
 *
 * @throws {ForgekeyError} `ERR_CREDENTIAL_REPEATED` the request carries it twice in one place, or two different ones: another
 *   reader could use the other one · `ERR_KEY_MALFORMED`, `ERR_TOKEN_MALFORMED` it is not valid percent-encoding
 */
export function credentialOfRequest(request: RequestReading, name: string): string | undefined {
  const inHeader = oneOf(headerValues(request.header(name)), name);
  const inQuery = oneOf(queryValues(request.url, name), name);
  if (inHeader !== undefined && inQuery !== undefined && inHeader !== inQuery) throw repeated(name);
  return inHeader ?? inQuery;
}

/** RFC 9110 section 5.3: a server may join repeated headers with commas. No credential contains a comma. */
function headerValues(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? value.split(',') : value.flatMap(one => one.split(','));
}

/**
 * Does not use `URL`, which throws for targets and hosts that a server accepts. Names are case-insensitive, because another
 * reader may ignore the case.
 *
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
function queryValues(url: string, wanted: string): string[] {
  const question = url.indexOf('?');
  const query = question < 0 ? '' : url.slice(question + 1);
  const values: string[] = [];
  for (const [, name = '', encoded = ''] of query.matchAll(parameterOfCredential)) {
    if (nameOf(name) !== wanted) continue;
    try {
      values.push(decodeURIComponent(encoded.replaceAll('+', ' ')));
    } catch {
      throw undecodable(wanted);
    }
  }
  return values;
}

// A parameter whose name may be that of a credential: letters and dashes, each of them encoded or not. A URL can have thousands
// of other parameters, and decoding all of them would take long.
const parameterOfCredential: RegExp = /(?:^|&)((?:[a-z-]|%[2-7][\da-f]){17,27})(?:=([^&]*))?(?=&|$)/gi;

/** The name in lower case. It is ASCII, so each encoded byte is a character. */
function nameOf(encoded: string): string {
  return encoded
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();
}

function oneOf(values: readonly string[], name: string): string | undefined {
  if (values.length > 1) throw repeated(name);
  return values[0];
}

function repeated(name: string): ForgekeyError {
  return new ForgekeyError('ERR_CREDENTIAL_REPEATED', `The request carries "${name}" more than once.`, {
    parameter: name,
    hint: 'Send it once, as a header or as a query parameter.',
  });
}

function undecodable(name: string): ForgekeyError {
  const code = name === 'x-algolia-secure-user-token' ? 'ERR_TOKEN_MALFORMED' : 'ERR_KEY_MALFORMED';
  return new ForgekeyError(code, `The query parameter "${name}" is not valid percent-encoding.`, {
    parameter: name,
    hint: 'Encode it with encodeURIComponent, or send it as a header.',
  });
}
