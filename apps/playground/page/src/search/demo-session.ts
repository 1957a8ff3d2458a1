import {
  type CredentialSource,
  createAgentStudioFetch,
  createCredentialSource,
  createKeyRequester,
  type KeySource,
  type Requester,
} from '@forgekey/browser-verify';
import { decodeSecuredApiKey } from '@forgekey/core';
import { type LiteClient, liteClient } from 'algoliasearch/lite';
import { type Catalog, type DemoUser, mint } from '../lib/service.ts';
import { type Renewal, refreshBeforeSec } from './renewal.ts';
import { createSessionLog, type SessionLog } from './session-log.ts';

export interface DemoSessionOptions extends Renewal {
  catalog: Catalog;
  user: DemoUser;
  /** A key to use as it is, instead of keys that the server signs for the user. */
  apiKey?: string | undefined;
}

/** The session of one person: both credentials, kept fresh, and the clients that use them. */
export interface DemoSession {
  /** Unique in the page. */
  readonly id: string;
  readonly user: DemoUser;
  /** Whether the server signs the next key when one expires. It cannot renew a pasted key. */
  readonly isRenewed: boolean;
  readonly keys: CredentialSource;
  readonly tokens: CredentialSource;
  /** The official client. It is created once, and stays the same when the key changes. */
  readonly client: LiteClient;
  /** Another client, whose cache is cleared before each search, so that every search is sent. */
  readonly pulse: LiteClient;
  readonly agentFetch: typeof fetch;
  readonly log: SessionLog;
  close(): void;
}

const slowByMs = 3_600_000;

export function createDemoSession(options: DemoSessionOptions): DemoSession {
  const { catalog, user, apiKey, lifetimeSec, isClockSlow } = options;
  const log = createSessionLog();
  const keys = createCredentialSource({
    refreshBeforeSec,
    async load({ signal }) {
      const securedApiKey = apiKey ?? (await mintKey(user, lifetimeSec, signal));
      const { restrictions } = decodeSecuredApiKey(securedApiKey);
      const expiresAtMs = Number(restrictions.validUntil) * 1000;
      log.addKey({ atMs: Date.now(), expiresAtMs, securedApiKey, restrictions });
      return { credential: securedApiKey, serverTime: isClockSlow ? new Date(Date.now() - slowByMs) : null };
    },
  });
  const tokens = createCredentialSource({
    refreshBeforeSec,
    load: async ({ signal }) =>
      (await mint({ userId: user.id, expiresIn: lifetimeSec }, { signal })).userToken ?? '',
  });
  const requester = loggingRequester(keys, log);
  return {
    id: crypto.randomUUID(),
    user,
    isRenewed: apiKey === undefined,
    keys,
    tokens,
    client: createClient(catalog.applicationId, requester),
    pulse: createClient(catalog.applicationId, requester),
    agentFetch: createAgentStudioFetch(tokens, { keys, allowedOrigins: [window.location.origin] }),
    log,
    close() {
      keys.close();
      tokens.close();
    },
  };
}

async function mintKey(user: DemoUser, validForSec: number, signal: AbortSignal): Promise<string> {
  const { securedApiKey = '' } = await mint({ user: user.id, validForSec }, { signal });
  return securedApiKey;
}

function createClient(applicationId: string, requester: Requester): LiteClient {
  const { hostname, port, protocol } = window.location;
  return liteClient(applicationId, 'set-per-request', {
    hosts: [
      {
        url: hostname,
        port: Number(port),
        protocol: protocol === 'https:' ? 'https' : 'http',
        accept: 'readWrite',
      },
    ],
    requester,
  });
}

/** The requester of the credential source. It logs the status of each request, and whether it was repeated. */
function loggingRequester(keys: CredentialSource, log: SessionLog): Requester {
  return {
    async send(request) {
      let attempts = 0;
      const counted: KeySource = {
        withCredential: (send, isRefusal, options) =>
          keys.withCredential(
            key => {
              attempts += 1;
              return send(key);
            },
            isRefusal,
            options,
          ),
      };
      let status = 0;
      try {
        const response = await createKeyRequester(counted).send(request);
        ({ status } = response);
        return response;
      } finally {
        log.addSearch({ atMs: Date.now(), status, isRepeated: attempts > 1 });
      }
    },
  };
}
