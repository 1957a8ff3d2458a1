import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { engineRefusal } from './engine-refusal.ts';

/** Who sends a request, as far as the request says. Nothing here is verified. */
export interface Caller {
  apiKey: string;
  ip: string;
  referer?: string;
}

const apiKeyName = 'x-algolia-api-key';
const applicationIdName = 'x-algolia-application-id';

/**
 * Reads the credentials from headers or, as browser builds of the official client send them, from the query string.
 * Any application id will do: it names an account, and there is only this one.
 *
 * @throws {ApiError} 403 without an application id or an API key.
 */
export function readCaller(c: Context): Caller {
  const apiKey = headerOrQuery(c, apiKeyName);
  if (!apiKey || !headerOrQuery(c, applicationIdName)) throw engineRefusal('ERR_CREDENTIAL_MISSING');
  const referer = c.req.header('referer');
  return { apiKey, ip: remoteAddress(c), ...(referer === undefined ? {} : { referer }) };
}

/** A value that may come as a header or as a query parameter of the same name, in any case. The header wins. */
function headerOrQuery(c: Context, name: string): string | undefined {
  const header = c.req.header(name);
  if (header !== undefined) return header;
  for (const [key, value] of new URL(c.req.url).searchParams) if (key.toLowerCase() === name) return value;
  return undefined;
}

/**
 * The address of the connection. Forwarding headers are not read: the service listens on loopback, where anybody
 * could write them.
 */
function remoteAddress(c: Context): string {
  return getConnInfo(c).remote.address ?? '';
}
