import { isForgekeyError } from '@forgekey/core';
import { credentialOfRequest } from '@forgekey/core/internal';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { engineRefusal } from './engine-refusal.ts';

/** Who sends a request, as far as the request says. Nothing here is verified. */
export interface Caller {
  apiKey: string;
  ip: string;
  referer?: string;
}

/**
 * Reads the credentials from headers or, as browser builds of the official client send them, from the query string.
 * Any application id will do: it names an account, and there is only this one.
 *
 * @throws {ApiError} 403 without an application id or an API key, or with several that differ.
 */
export function readCaller(c: Context): Caller {
  const apiKey = readCredential(c, 'x-algolia-api-key');
  if (!apiKey || !readCredential(c, 'x-algolia-application-id'))
    throw engineRefusal('ERR_CREDENTIAL_MISSING');
  const referer = c.req.header('referer');
  return { apiKey, ip: remoteAddress(c), ...(referer === undefined ? {} : { referer }) };
}

/** By the rule of the guards: of two that differ, whatever reads the request next could take the other one. */
function readCredential(c: Context, name: string): string | undefined {
  try {
    return credentialOfRequest({ header: header => c.req.header(header), url: c.req.url }, name);
  } catch (error) {
    throw isForgekeyError(error) ? engineRefusal(error.code) : error;
  }
}

/**
 * The address of the connection. Forwarding headers are not read: the service listens on loopback, where anybody
 * could write them.
 */
function remoteAddress(c: Context): string {
  return getConnInfo(c).remote.address ?? '';
}
