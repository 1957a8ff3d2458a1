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
  const question = url.indexOf('?');
  const segments = question < 0 ? [] : url.slice(question + 1).split('&');
  const values: string[] = [];
  for (const segment of segments) {
    const [name = ''] = segment.split('=', 1);
    if (decoded(name)?.toLowerCase() !== wanted) continue;
    const value = decoded(segment.slice(name.length + 1));
    if (value === undefined) throw undecodable(wanted);
    values.push(value);
  }
  return values;
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
