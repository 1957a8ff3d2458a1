import { createServer, type Server } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { ApiError, errorBody } from './api-error.ts';
import { answerClientError } from './socket-errors.ts';

/**
 * A Node server for a fetch handler. A request that never reaches the handler gets the same JSON as any other refusal:
 * one that is too slow, too large, not HTTP, or without a usable host.
 *
 * @param requestTimeoutMs how long a request may take to arrive, in milliseconds; its headers get half of that.
 */
export function createHttpServer(
  fetch: (request: Request) => Response | Promise<Response>,
  requestTimeoutMs: number,
): Server {
  const handle = getRequestListener(fetch, { errorHandler: answerFailure });
  const listener: typeof handle = (request, response) => {
    // HTTP/1.0 has no Host header (RFC 1945 section 10): its clients mean the server that they connected to.
    if (request.httpVersion === '1.0') request.headers.host ??= 'localhost';
    return handle(request, response);
  };
  const server = createServer(
    {
      headersTimeout: requestTimeoutMs / 2,
      requestTimeout: requestTimeoutMs,
      // Check often enough that a slow request ends close to its limit.
      connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs / 4),
      // The listener itself refuses an HTTP/1.1 request without a host (RFC 9112 section 3.2), and answers with a JSON body.
      requireHostHeader: false,
    },
    listener,
  );
  // An expectation that the server does not know may be ignored (RFC 9110 section 10.1.1).
  server.on('checkExpectation', listener);
  server.on('clientError', answerClientError);
  return server;
}

function answerFailure(error: unknown): Response {
  const isClientsFault = error instanceof RequestError;
  if (!isClientsFault) console.error(error);
  const refusal = isClientsFault
    ? new ApiError(400, 'The request target or the host is not valid')
    : new ApiError(500, 'Internal Server Error');
  return Response.json(errorBody(refusal), { status: refusal.status });
}
