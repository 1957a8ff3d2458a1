import { explainSearch, isForgekeyError, type ParentApiKey, type SearchExplanation } from '@forgekey/core';
import { readCredentials } from '../inspect/read-credential.ts';
import { type Query, type RequestBody, readRequestBody } from './read-request-body.ts';

/** The form as it was typed. */
export interface RequestForm {
  readonly key: string;
  /** Checks the signature; empty if it is not to be checked. */
  readonly parentApiKey: string;
  readonly index: string;
  readonly params: string;
  readonly ip: string;
  readonly referer: string;
  /** Unix seconds; empty for the clock. */
  readonly at: string;
}

/** The explanation of the query that decides. If one query of a batch is refused, the engine answers none of them. */
export interface Judgement {
  readonly explanation: SearchExplanation;
  readonly query: Query;
}

export interface FormReading {
  readonly body: RequestBody;
  /** Absent as long as something is missing. */
  readonly judgement?: Judgement;
  /** What the user must still do before the request can be judged. */
  readonly missing: readonly string[];
}

/** Explains what the form says, once all of it can be read. */
export function judgeForm(form: RequestForm, parent: ParentApiKey, clock: Date): FormReading {
  const body = readRequestBody(form.params, form.index.trim());
  const { key, problem } = keyIn(form.key);
  const now = form.at === '' ? clock : new Date(Number(form.at) * 1000);
  const queries = 'queries' in body ? body.queries : [];
  const missing = [
    problem,
    queries.some(({ indexName }) => indexName === '') && 'Name an index.',
    'problem' in body && 'Complete the JSON.',
    Number.isNaN(now.getTime()) && 'Correct the time.',
  ].filter(step => typeof step === 'string');
  if (missing.length > 0) return { body, missing };
  const judge = (query: Query): Judgement => {
    const [ip, referer] = [form.ip.trim() || undefined, form.referer.trim() || undefined];
    const explanation = explainSearch({
      securedApiKey: key,
      ...(form.parentApiKey !== '' && { parentApiKeys: form.parentApiKey }),
      parent,
      request: { ...query, ip, referer },
      now,
    });
    return { query, explanation };
  };
  try {
    const judgements = queries.map(judge);
    const judgement = judgements.find(({ explanation }) => explanation.refusal) ?? judgements[0]!;
    return { body, judgement, missing };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return { body, missing: [`Correct the parent API key: ${error.message}`] };
  }
}

/** The key in the pasted text, or why there is none. A key that cannot be read is judged too, as the server does. */
function keyIn(pasted: string): { key: string; problem?: string } {
  const [reading] = readCredentials(pasted);
  switch (reading?.kind) {
    case 'key':
      return { key: reading.text };
    case 'unreadable':
      return reading.as === 'secured user token'
        ? { key: '', problem: `Paste a key, not a user token. ${reading.message}` }
        : { key: reading.text };
    case 'token':
      return { key: '', problem: 'Paste a key: this is a user token, which the search API does not take.' };
    case 'plain':
      return {
        key: '',
        problem: 'Paste a secured key. This is a plain API key, and only Algolia knows what it allows.',
      };
    default:
      return { key: '', problem: 'Paste a key.' };
  }
}
