// The shape of the requester of `algoliasearch` 5 and 4, repeated here so that it need not be installed. Methods, not function
// properties: an older or newer 5.x, whose parameters differ a little, is still assignable.

/** A request of the client. */
export interface RequesterRequest {
  /** The HTTP method. */
  method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** The URL, with the query string. */
  url: string;
  /** The headers by name. One of them may be the API key. */
  headers: Record<string, string>;
  /** The body, if the method has one. */
  data?: string | Uint8Array | undefined;
  /** How long the answer may take to begin, in milliseconds. Version 4 of the client counts in seconds. */
  connectTimeout: number;
  /** How long it may take from there to its end, in the same unit. */
  responseTimeout: number;
}

/** The outcome of a request: an answer, or a failure. */
export interface RequesterResponse {
  /** The HTTP status; 0 if there was no answer. */
  status: number;
  /** The body as text, or why there was no answer. */
  content: string;
  /** Whether it took too long. */
  isTimedOut: boolean;
  /** The headers of the answer, if the requester passes them on. */
  headers?: Record<string, string> | undefined;
}

/** What sends the requests of the client. */
export interface Requester {
  /** Sends a request. It resolves whatever the status is, even if there was no answer. */
  send(request: RequesterRequest): Promise<RequesterResponse>;
  /** Sends a request and resolves with the body as a stream. */
  sendStream?(request: RequesterRequest): Promise<ReadableStream<Uint8Array>>;
}
