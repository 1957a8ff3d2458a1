import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError, errorBody } from './api-error.ts';

const refusals: Readonly<Record<string, ApiError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new ApiError(408, 'The request took too long to arrive'),
  HPE_HEADER_OVERFLOW: new ApiError(431, 'The request headers are too large'),
};
const malformed = new ApiError(400, 'The request is not valid HTTP');

/** Answers what never became a request (too slow, too large, not HTTP) with the same JSON as any other refusal. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const refusal = refusals[error.code ?? ''] ?? malformed;
  const body = JSON.stringify(errorBody(refusal));
  // A slow client could hold a half-closed socket open, so it is destroyed once the answer is sent.
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'access-control-allow-origin: *',
      'connection: close',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
