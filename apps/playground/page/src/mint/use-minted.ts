import { useEffect, useState } from 'react';
import { type Minted, type MintOrder, mint, type Refusal, RefusedRequest } from '../lib/service.ts';

/** What one runtime answered: `undefined` while it has not. */
export type MintOutcome = { readonly minted: Minted } | { readonly refusal: Refusal } | undefined;

export interface MintOutcomes {
  readonly node: MintOutcome;
  readonly deno: MintOutcome;
}

/** A key press is not an order yet. */
const debounceMs = 250;
const nothing: MintOutcomes = { node: undefined, deno: undefined };

/**
 * Orders the same credential from Node and from Deno whenever the order changes, or is repeated at another time;
 * `undefined` orders nothing. An outcome belongs to the order it answers: under another order it is never returned, not even while
 * that one waits.
 */
export function useMinted(order: MintOrder | undefined, orderedAtMs: number): MintOutcomes {
  const text = order === undefined ? undefined : JSON.stringify(order);
  const id = `${orderedAtMs} ${text}`;
  const [answered, setAnswered] = useState({ id: '', outcomes: nothing });
  useEffect(() => {
    if (text === undefined) return;
    const controller = new AbortController();
    const orderFrom = async (runtime: 'node' | 'deno'): Promise<void> => {
      const outcome = await outcomeOf(mint(JSON.parse(text), { runtime, signal: controller.signal }));
      if (controller.signal.aborted) return;
      setAnswered(current => ({
        id,
        outcomes: { ...(current.id === id ? current.outcomes : nothing), [runtime]: outcome },
      }));
    };
    const timer = setTimeout(() => {
      void orderFrom('node');
      void orderFrom('deno');
    }, debounceMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, id]);
  return answered.id === id ? answered.outcomes : nothing;
}

async function outcomeOf(minting: Promise<Minted>): Promise<MintOutcome> {
  try {
    return { minted: await minting };
  } catch (error) {
    return error instanceof RefusedRequest ? { refusal: error.refusal } : undefined;
  }
}
