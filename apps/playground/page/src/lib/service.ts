import type { Agent } from '@forgekey/emulator';
import type { DemoUser } from '../../../server/data/demo-users.ts';
import type { IndexSummary } from '../../../server/data/service-data.ts';
import type { ParentKey } from '../../../server/keys/parent-keys.ts';
import type { Minted } from '../../../server/minting/mint-job.ts';

export type { Agent, DemoUser, IndexSummary, Minted };
export type Parent = Omit<ParentKey, 'apiKey'>;

export interface Catalog {
  applicationId: string;
  agents: readonly Agent[];
  indices: readonly IndexSummary[];
  parents: readonly Parent[];
  users: readonly DemoUser[];
}

/** The body of every refusal of the service. */
export interface Refusal {
  status: number;
  message: string;
  code?: string;
  parameter?: string;
  column?: number;
}

/** A request that the service answered with a refusal. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The request to a mint route. Parent keys are named, because only the server holds them. */
export type MintOrder = { nowSec?: number } & (
  | { user: string; validForSec: number }
  | { restrictions: object; parent: string }
  | { userId: string; expiresIn: number }
);

const unreachable: Refusal = {
  status: 0,
  message: 'The local service does not answer. Start it with npm start.',
};

/**
 * @param send puts credentials on the request.
 * @throws {RefusedRequest} with the service's refusal, or with status 0 if there is no answer.
 */
export async function requestJson(
  url: string,
  init: RequestInit = {},
  send: typeof fetch = fetch,
): Promise<unknown> {
  let response: Response;
  try {
    response = await send(url, { cache: 'no-store', ...init });
  } catch (error) {
    init.signal?.throwIfAborted();
    // fetch rejects with a TypeError if no server answers. A credential that could not be loaded is another error.
    throw error instanceof TypeError ? new RefusedRequest(unreachable) : error;
  }
  const body: unknown = await response.json();
  if (!response.ok) throw new RefusedRequest({ ...(body as Refusal), status: response.status });
  return body;
}

/** The refusal behind an error of a client, or one with status 0 if there was no answer. */
export function refusalOf(error: unknown): Refusal {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedRequest) return cause.refusal;
    // For a service that is down, the official client's message is about the vendor's servers.
    if (cause.name === 'RetryError') return unreachable;
    if ('status' in cause && typeof cause.status === 'number')
      return { status: cause.status, message: cause.message };
  }
  return { status: 0, message: String(error) };
}

export async function mint(
  order: MintOrder,
  { runtime = 'node', signal = null }: { runtime?: 'node' | 'deno'; signal?: AbortSignal | null } = {},
): Promise<Minted> {
  const path = runtime === 'node' ? '/playground/mint' : '/playground/mint-deno';
  return (await requestJson(path, { method: 'POST', body: JSON.stringify(order), signal })) as Minted;
}

let catalog: Promise<Catalog> | undefined;

/**
 * The catalog of the service, requested once. A failure is kept too: React calls this again on every render, so that
 * forgetting the failure would send requests without end.
 */
export function loadCatalog(): Promise<Catalog> {
  catalog ??= fetchCatalog();
  return catalog;
}

/** Lets the next `loadCatalog` send a request again. */
export function forgetCatalog(): void {
  catalog = undefined;
}

async function fetchCatalog(): Promise<Catalog> {
  const [offer, people] = await Promise.all([
    requestJson('/playground/catalog'),
    requestJson('/playground/users'),
  ]);
  return { ...(offer as Omit<Catalog, 'users'>), ...(people as Pick<Catalog, 'users'>) };
}

/** The credentials of a request as headers; the page and the service share an origin. */
export function credentialHeaders(applicationId: string, apiKey: string): Record<string, string> {
  return { 'x-algolia-application-id': applicationId, 'x-algolia-api-key': apiKey };
}

export interface SearchAnswer {
  hits: readonly SearchHit[];
  nbHits: number;
}

export interface SearchHit {
  objectID: string;
  title?: string;
  [attribute: string]: unknown;
}

/** One search with one key, without the official client, for views that show the answer itself. */
export async function searchIndex(
  { applicationId, apiKey, indexName }: { applicationId: string; apiKey: string; indexName: string },
  parameters: object,
  signal: AbortSignal | null = null,
): Promise<SearchAnswer> {
  return (await requestJson(`/1/indexes/${encodeURIComponent(indexName)}/query`, {
    method: 'POST',
    headers: credentialHeaders(applicationId, apiKey),
    body: JSON.stringify(parameters),
    signal,
  })) as SearchAnswer;
}
