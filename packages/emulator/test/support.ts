import { generateSecuredApiKey, type ParentApiKey, type SecuredApiKeyRestrictions } from '@forgekey/node';
import { type Algoliasearch, algoliasearch } from 'algoliasearch';
import { afterAll } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/index.ts';

export const applicationId = 'TESTAPP';
export const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
export const adminApiKey = 'e8f2a6c4d0b94e7a8c3d5f1b6a9e2c81';

const cleanUps: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** An emulator of its own for a test file, stopped at its end. */
export async function startTestEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ parentApiKeys: { [parentApiKey]: {} }, adminApiKey, ...options });
  cleanUps.push(() => emulator.close());
  return emulator;
}

export function securedKey(restrictions: SecuredApiKeyRestrictions, parent: string = parentApiKey): string {
  return generateSecuredApiKey({ parentApiKey: parent, restrictions });
}

export const everything: ParentApiKey = {
  acl: [
    'search',
    'browse',
    'addObject',
    'deleteObject',
    'deleteIndex',
    'settings',
    'editSettings',
    'listIndexes',
  ],
};

/** The official client, unchanged, pointed at the emulator. */
export function clientFor(emulator: Emulator, apiKey: string): Algoliasearch {
  return algoliasearch(applicationId, apiKey, { hosts: emulator.hosts });
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

/** One plain HTTP request with the credentials in headers. */
export async function call(
  emulator: Emulator,
  path: string,
  { apiKey, method, headers, body }: Call = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${emulator.port}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(apiKey !== undefined && { 'x-algolia-api-key': apiKey, 'x-algolia-application-id': applicationId }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
