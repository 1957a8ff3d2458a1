import { randomBytes } from 'node:crypto';
import process from 'node:process';
import type { Emulator } from '@forgekey/emulator';
import { type ParentApiKey, secretsFromEnvironment } from '@forgekey/node';

/** The credentials that the emulator accepts. */
export interface ServeCredentials {
  readonly searchApiKey: string;
  readonly adminApiKey: string;
  readonly secretKeyId: string;
  readonly secretKey: string;
  /** The credentials that were made for this run, by the name of their variable. No one else knows them. */
  readonly shown: Readonly<Record<string, string>>;
}

/** Any application id works: it names an account, and the emulator has only one. */
export const applicationId = 'EMULATOR';

/**
 * The credentials from the environment. A parent key can also come from `keys.json`. Missing ones are made for this run.
 *
 * @throws {ForgekeyError} `ERR_SECRET_MISSING` for a variable with leading or trailing whitespace
 */
export function credentialsFor(parentApiKeys: Readonly<Record<string, ParentApiKey>>): ServeCredentials {
  const shown: Record<string, string> = {};
  const made = (variable: string, value: string): string => {
    shown[variable] = value;
    return value;
  };
  const [ownKey] = Object.keys(parentApiKeys);
  const searchApiKey = fromEnvironment('ALGOLIA_SEARCH_API_KEY', 'parentApiKey') ?? ownKey;
  const secretKeyId = fromEnvironment('ALGOLIA_KEY_ID', 'secretKeyId');
  const secretKey = fromEnvironment('ALGOLIA_SECRET_KEY', 'secretKey');
  return {
    searchApiKey: searchApiKey ?? made('ALGOLIA_SEARCH_API_KEY', newApiKey()),
    adminApiKey: process.env.ALGOLIA_ADMIN_API_KEY || made('ALGOLIA_ADMIN_API_KEY', newApiKey()),
    secretKeyId: secretKeyId ?? made('ALGOLIA_KEY_ID', 'emulator'),
    secretKey: secretKey ?? made('ALGOLIA_SECRET_KEY', `sk-alg-${newApiKey()}`),
    shown,
  };
}

/** The variables that a back end and its tests read. */
export function environmentOf(emulator: Emulator, credentials: ServeCredentials): Record<string, string> {
  return {
    ALGOLIA_APPLICATION_ID: applicationId,
    ALGOLIA_SEARCH_API_KEY: credentials.searchApiKey,
    ALGOLIA_ADMIN_API_KEY: credentials.adminApiKey,
    ALGOLIA_KEY_ID: credentials.secretKeyId,
    ALGOLIA_SECRET_KEY: credentials.secretKey,
    ALGOLIA_EMULATOR_URL: emulator.url,
  };
}

function fromEnvironment(
  variable: string,
  name: 'parentApiKey' | 'secretKey' | 'secretKeyId',
): string | undefined {
  return process.env[variable] ? secretsFromEnvironment({ require: [name] })[name] : undefined;
}

/** 32 hexadecimal digits, like the vendor's. */
function newApiKey(): string {
  return randomBytes(16).toString('hex');
}
