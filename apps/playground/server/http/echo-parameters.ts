import type { Parameters } from '@forgekey/core';

/**
 * The request's own parameters as a query string, which answers carry as `params`. What the key added is left out:
 * a parent's query parameters are not the caller's to read.
 */
export function echoParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(toText(value))}`)
    .join('&');
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
