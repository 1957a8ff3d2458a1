import { fetchRequester } from './fetch-requester.ts';
import { isKeyRefusal } from './is-key-refusal.ts';
import { assertKeySource, type KeySource } from './key-source.ts';
import type { Requester } from './types.ts';
import { withApiKey } from './with-api-key.ts';

/** Options of `createKeyRequester`. */
export interface KeyRequesterOptions {
  /** Sends the requests: the client's own requester, or one of yours. Uses `fetch` by default. */
  requester?: Requester;
}

/**
 * A requester for `algoliasearch` 5 and 4: for `algoliasearch()`, `liteClient()`, and the clients for events, recommend and others.
 * It puts the current key of `source` on every request, whatever key the client was created with. If the server answers that the
 * key is no longer valid (400 `"validUntil" parameter expired`, 403 `Invalid API key`, 401), it renews the key and repeats the
 * request once. The client stays the same object, and keeps its cache.
 *
 * Every other answer is passed on unchanged, for example that the key does not allow an index or a method. Results are not
 * checked.
 *
 * A method of the client rejects with the `ForgekeyError` of the source (`ERR_CREDENTIAL_LOAD` and others) if no key is
 * available.
 *
 * @throws {TypeError} `source` is not a source
 * @example
 * const keys = createCredentialSource({ load });
 * const client = liteClient(appId, 'set-per-request', { requester: createKeyRequester(keys) });
 * await client.search([{ indexName: 'products', params: { query: 'shoes' } }]);
 */
export function createKeyRequester(
  source: KeySource,
  { requester = fetchRequester }: KeyRequesterOptions = {},
): Requester {
  assertKeySource(source);
  const keyed: Requester = {
    send: request => source.withCredential(key => requester.send(withApiKey(request, key)), isKeyRefusal),
  };
  if (requester.sendStream) {
    keyed.sendStream = async request => {
      const result = await source.withCredential(
        key => requester.sendStream!(withApiKey(request, key)).then(opened, failed),
        isRefusedStream,
      );
      if ('stream' in result) return result.stream;
      throw result.error;
    };
  }
  return keyed;
}

type StreamResult = { stream: ReadableStream<Uint8Array> } | { error: unknown };

const opened = (stream: ReadableStream<Uint8Array>): StreamResult => ({ stream });
const failed = (error: unknown): StreamResult => ({ error });

/** If a stream is refused, the client's own requester rejects with an error that has the status, and the body as its message. */
function isRefusedStream(result: StreamResult): boolean {
  if ('stream' in result) return false;
  const { status, message } = Object(result.error) as { status?: unknown; message?: unknown };
  return isKeyRefusal({ status: Number(status), content: String(message) });
}
