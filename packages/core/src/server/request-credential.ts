import { ForgekeyError } from '../errors.ts';

/** What a guard reads of a request, whatever the server. */
export interface RequestReading {
  /** The value of a header, by its name in lower case; several values as a list or joined by commas. */
  header(name: string): string | readonly string[] | null | undefined;
  /** The decoded query parameters in order, such as a `URLSearchParams`. */
  readonly query: Iterable<readonly [name: string, value: string]>;
}

/**
 * The one credential that a request carries under `name`, as a header or as a query parameter (browser builds of the
 * official client send the latter); undefined where it carries none.
 *
 * @throws {ForgekeyError} `ERR_CREDENTIAL_REPEATED` it carries several in one place, or two that differ: whatever reads
 *   the request next could take the other one
 */
export function credentialOfRequest(request: RequestReading, name: string): string | undefined {
  const inHeader = oneOf(headerValues(request.header(name)), name);
  const inQuery = oneOf(queryValues(request.query, name), name);
  if (inHeader !== undefined && inQuery !== undefined && inHeader !== inQuery) throw repeated(name);
  return inHeader ?? inQuery;
}

/** RFC 9110 section 5.3: a server may join repeated headers by commas, which no credential holds. */
function headerValues(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? value.split(',') : value.flatMap(one => one.split(','));
}

/** Without regard to case: the next reader may have none. */
function queryValues(query: RequestReading['query'], name: string): string[] {
  const values: string[] = [];
  for (const [key, value] of query) if (key.toLowerCase() === name) values.push(value);
  return values;
}

function oneOf(values: readonly string[], name: string): string | undefined {
  if (values.length > 1) throw repeated(name);
  return values[0];
}

function repeated(name: string): ForgekeyError {
  return new ForgekeyError(
    'ERR_CREDENTIAL_REPEATED',
    `The request carries "${name}" more than once. Send it once, as a header or as a query parameter.`,
    { parameter: name },
  );
}
