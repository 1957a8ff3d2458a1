// The shape of the requester of `algoliasearch` 5 and 4, written down here so that no page pays for the import. Methods, not
// function properties: an older or newer 5.x, whose parameters differ a little, still fits.

export interface RequesterRequest {
  method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  data?: string | Uint8Array | undefined;
  /** How long until the answer has to begin: in milliseconds, from version 4 of the client in seconds. */
  connectTimeout: number;
  /** How long from there until it has to be complete, in the same unit. */
  responseTimeout: number;
}

export interface RequesterResponse {
  status: number;
  content: string;
  isTimedOut: boolean;
  headers?: Record<string, string> | undefined;
}

export interface Requester {
  send(request: RequesterRequest): Promise<RequesterResponse>;
  sendStream?(request: RequesterRequest): Promise<ReadableStream<Uint8Array>>;
}
