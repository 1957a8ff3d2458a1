import { ForgekeyError } from '../errors.ts';

/** What a guard reads of a request, on any server. */
export interface RequestReading {
  /** The value of a header, by its name in lower case. Several values are a list or joined by commas. */
  header(name: string): string | readonly string[] | null | undefined;
  /** The URL or the request target: everything after the first `?` is the query. */
  readonly url: string;
}

/**
 * The one credential that a request carries under `name`, as a header or as a query parameter (browser builds of the official
 * client send the latter); undefined where it carries none.
 *
 * @throws {ForgekeyError} `ERR_CREDENTIAL_REPEATED` the request carries several in one place, or two that differ, of which the
 *   next reader could use the other one · `ERR_KEY_MALFORMED`, `ERR_TOKEN_MALFORMED` it is not valid percent-encoding
 */
export function credentialOfRequest(request: RequestReading, name: string): string | undefined {
  const inHeader = oneOf(headerValues(request.header(name)), name);
  const inQuery = oneOf(queryValues(request.url, name), name);
  if (inHeader !== undefined && inQuery !== undefined && inHeader !== inQuery) throw repeated(name);
  return inHeader ?? inQuery;
}

/** RFC 9110 section 5.3: a server may join repeated headers by commas, which no credential contains. */
function headerValues(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? value.split(',') : value.flatMap(one => one.split(','));
}

/**
 * Without `URL`, which throws for targets and hosts that a server accepts. Names are compared without regard to case, as the next
 * reader may do.
 *
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
function queryValues(url: string, wanted: string): string[] {
  const values: string[] = [];
  for (const [, name = '', encoded = ''] of url.slice(queryStart(url)).matchAll(parameterOfCredential)) {
    if (nameOf(name) !== wanted) continue;
    const value = decoded(encoded);
    if (value === undefined) throw undecodable(wanted);
    values.push(value);
  }
  return values;
}

function queryStart(url: string): number {
  const question = url.indexOf('?');
  return question < 0 ? url.length : question + 1;
}

// A parameter whose name can be that of a credential: of letters and dashes, each of them encoded or not. A URL can have
// thousands of others, and to decode each of them would take long.
const parameterOfCredential: RegExp = /(?:^|&)((?:[a-z-]|%[2-7][\da-f]){17,27})(?:=([^&]*))?(?=&|$)/gi;

/** The name in lower case. It is ASCII, so each encoded byte is a character. */
function nameOf(encoded: string): string {
  return encoded
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();
}

function decoded(component: string): string | undefined {
  try {
    return decodeURIComponent(component.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
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
