import type { ParentApiKey } from '@forgekey/core';
import { parentApiKeyProblem } from '@forgekey/core/internal';

/** What the answer of `GET /1/keys/{key}` says about a parent key. */
export type ParentReading =
  | {
      readonly limits: ParentApiKey;
      /** The parent key itself, if the answer holds it. */
      readonly apiKey?: string;
    }
  | { readonly problem: string };

/** @see https://www.algolia.com/doc/rest-api/search/get-api-key */
export function readParentJson(json: string): ParentReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return { problem: 'Not JSON yet.' };
  }
  const problem = parentApiKeyProblem(parsed);
  if (problem !== undefined) return { problem: `Not the answer of GET /1/keys/{key}: ${problem}.` };
  const { value, ...limits } = parsed as ParentApiKey & { value?: unknown };
  return { limits, ...(typeof value === 'string' && { apiKey: value }) };
}
