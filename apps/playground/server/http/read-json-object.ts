import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

/**
 * The body as a JSON object, with any content type: the official clients send `text/plain`, so that browsers send no
 * preflight request. An empty body is an empty object.
 *
 * @throws {ApiError} 400 for anything else.
 */
export async function readJsonObject(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  const body = parse(text);
  if (!isObject(body)) throw new ApiError(400, 'The request body must be a JSON object');
  return body;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may contain a key.
    throw new ApiError(400, 'The request body is not valid JSON');
  }
}
