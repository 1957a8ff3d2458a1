import { fileURLToPath } from 'node:url';
import { generateSecuredApiKey } from '@forgekey/core';
import { type Algoliasearch, algoliasearch } from 'algoliasearch';
import { afterAll } from 'vitest';
import { findParentKey } from '../server/keys/parent-keys.ts';
import { type Service, type ServiceOptions, startService } from '../server/start-service.ts';

const applicationId = 'TESTAPP';

export const root: string = fileURLToPath(new URL('..', import.meta.url));

const cleanUps: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Has something ended with the test file, wherever it was started: a hook that a test registers would not run. */
export function atTheEnd(cleanUp: () => Promise<void>): void {
  cleanUps.push(cleanUp);
}

/** Starts a service of its own on a free port, and stops it at the end of the test file. */
export async function startTestService(options: Partial<ServiceOptions> = {}): Promise<Service> {
  const service = await startService({
    port: 0,
    pageDirectory: `${root}/dist/page`,
    denoScript: `${root}/deno/mint-server.ts`,
    ...options,
  });
  atTheEnd(() => service.stop());
  return service;
}

export function parentApiKey(name: string): string {
  return findParentKey(name)!.apiKey;
}

export function securedKey(restrictions: object, parent = 'search'): string {
  return generateSecuredApiKey({ parentApiKey: parentApiKey(parent), restrictions });
}

export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

/** The official client, unchanged, pointed at the service. */
export function clientFor(service: Service, apiKey: string): Algoliasearch {
  return algoliasearch(applicationId, apiKey, {
    hosts: [{ url: 'localhost', port: service.port, protocol: 'http', accept: 'readWrite' }],
  });
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, asserted where it is read.
  body: any;
}

export interface Call {
  apiKey?: string;
  method?: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON, text as it stands. */
  body?: object | string;
}

/** One plain HTTP request with the credentials in headers. The answer must be JSON, whatever it says. */
export async function call(
  service: Service,
  path: string,
  { apiKey, method, headers, body }: Call = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${service.port}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(apiKey === undefined
        ? {}
        : { 'x-algolia-api-key': apiKey, 'x-algolia-application-id': applicationId }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export function search(
  service: Service,
  apiKey: string,
  indexName: string,
  parameters: object = {},
): Promise<Answer> {
  return call(service, `/1/indexes/${encodeURIComponent(indexName)}/query`, { apiKey, body: parameters });
}
