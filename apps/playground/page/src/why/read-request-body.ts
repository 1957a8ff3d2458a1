import { ApiError } from '../../../server/http/api-error.ts';
import type { Query } from '../../../server/routes/read-query.ts';
import { readAnyQueries } from '../../../server/routes/read-query.ts';

/** The queries of a request body, or why it is none. */
export type RequestBody = { readonly queries: readonly Query[] } | { readonly problem: string };

/** By the rules of the service's own routes. Nothing typed is a search without parameters. */
export function readRequestBody(json: string, indexName: string): RequestBody {
  try {
    const body: unknown = JSON.parse(json.trim() === '' ? '{}' : json);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return notJson;
    return { queries: readAnyQueries(body as Record<string, unknown>, indexName) };
  } catch (error) {
    return error instanceof ApiError ? { problem: error.message } : notJson;
  }
}

const notJson: RequestBody = { problem: 'Not a JSON object yet.' };
