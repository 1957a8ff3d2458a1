// The shape of the requester of `algoliasearch` 5 and 4, written down here so that no page pays for the import. Methods, not
// function properties: an older or newer 5.x, whose parameters differ a little, still fits.

/** A request of the client. */
export interface RequesterRequest {
  /** The HTTP method. */
  method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** The address, with the query string. */
  url: string;
  /** The headers by name; one of them may hold the API key. */
  headers: Record<string, string>;
  /** The body, if the method has one. */
  data?: string | Uint8Array | undefined;
  /** How long until the answer has to begin: in milliseconds, from version 4 of the client in seconds. */
  connectTimeout: number;
  /** How long from there until it has to be complete, in the same unit. */
  responseTimeout: number;
}

/** What came of a request: an answer, or none in time. */
export interface RequesterResponse {
  /** The HTTP status; 0 if there was no answer. */
  status: number;
  /** The body as text, or why there was no answer. */
  content: string;
  /** Whether the time ran out. */
  isTimedOut: boolean;
  /** The headers of the answer, if the requester passes them on. */
  headers?: Record<string, string> | undefined;
}

/** What sends the requests of the client. */
export interface Requester {
  /** Sends a request. It resolves whatever the status is, and where there was no answer. */
  send(request: RequesterRequest): Promise<RequesterResponse>;
  /** Sends a request and resolves with the body as a stream. */
  sendStream?(request: RequesterRequest): Promise<ReadableStream<Uint8Array>>;
}
