import { gunzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

/** The largest body, also after decompression. */
export const MAX_BODY_BYTES: number = 32 * 1024 * 1024;

const MAX_JSON_DEPTH = 64;

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The body as a JSON object. The content type is ignored, because the official clients send `text/plain` to avoid a CORS
 * preflight. An empty body is an empty object.
 *
 * @throws {ApiError} 400 for anything else, 413 for one that is too large
 */
export async function readJsonObject(c: Context): Promise<JsonObject> {
  const body = await readJson(c);
  if (!isObject(body)) throw new ApiError(400, 'The request body must be a JSON object');
  return body;
}

/** The same for any JSON; an empty body is an empty object. */
export async function readJson(c: Context): Promise<unknown> {
  const bytes = Buffer.from(await c.req.arrayBuffer());
  const text = new TextDecoder().decode(inflate(bytes, c.req.header('content-encoding')));
  if (text.trim() === '') return {};
  if (nestsTooDeep(text))
    throw new ApiError(400, `The request body nests more than ${MAX_JSON_DEPTH} levels`);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may contain a key.
    throw new ApiError(400, 'The request body is not valid JSON');
  }
}

function inflate(bytes: Uint8Array, encoding: string | undefined): Uint8Array {
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw new ApiError(415, 'The request body must be plain or gzip');
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? tooLarge() : new ApiError(400, 'The request body is not valid gzip');
  }
}

export function tooLarge(): ApiError {
  return new ApiError(413, `The request body is larger than ${MAX_BODY_BYTES} bytes`);
}

/** The depth is counted before parsing, because functions that read a body may be recursive. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
