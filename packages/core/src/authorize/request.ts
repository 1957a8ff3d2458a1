import { isObject, ownEntries, UnwritableValue } from '../lib/plain-copy.ts';
import type { ParameterEntries } from './read-parameters.ts';

/** One search, as the server receives it. In a batch, one query. */
export interface SearchRequest {
  /** The index to search. The server knows it from the path or the body. */
  readonly indexName: string;
  /** The search parameters of the request, not those of the key. */
  readonly parameters: object;
  /** The address of the client. */
  readonly ip?: string | undefined;
  /** The `Referer` header. */
  readonly referer?: string | undefined;
}

/**
 * The parameters of a request, each read once. An `ip` or a `referer` of another type, such as the array of a repeated header,
 * would be compared as text.
 *
 * @throws {TypeError} a member has the wrong type, or `parameters` is not a plain object
 */
export function readRequest(request: SearchRequest): ParameterEntries {
  if (!isObject(request)) throw new TypeError('"request" must be an object: { indexName, parameters }.');
  const { indexName, parameters, ip, referer } = request;
  if (typeof indexName !== 'string' || indexName === '') {
    throw new TypeError('"request.indexName" must be a string that is not empty.');
  }
  assertOptionalString('request.ip', ip);
  assertOptionalString('request.referer', referer);
  if (!isObject(parameters)) throw new TypeError('"request.parameters" must be a plain object.');
  try {
    return ownEntries(parameters);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw new TypeError(
      `"request.parameters" must be a plain object of search parameters. It is or contains ${error.reason}.`,
    );
  }
}

function assertOptionalString(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string') throw new TypeError(`"${name}" must be a string.`);
}
