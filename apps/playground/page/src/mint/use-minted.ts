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
 * Orders the same thing of Node and of Deno whenever the order changes, or is given anew at another moment;
 * `undefined` orders nothing.
 */
export function useMinted(order: MintOrder | undefined, orderedAtMs: number): MintOutcomes {
  const text = order === undefined ? undefined : JSON.stringify(order);
  const [outcomes, setOutcomes] = useState(nothing);
  useEffect(() => {
    if (text === undefined) {
      setOutcomes(nothing);
      return;
    }
    const controller = new AbortController();
    const orderFrom = async (runtime: 'node' | 'deno'): Promise<void> => {
      const outcome = await outcomeOf(mint(JSON.parse(text), { runtime, signal: controller.signal }));
      if (!controller.signal.aborted) setOutcomes(current => ({ ...current, [runtime]: outcome }));
    };
    const timer = setTimeout(() => {
      setOutcomes(nothing);
      void orderFrom('node');
      void orderFrom('deno');
    }, debounceMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, orderedAtMs]);
  return outcomes;
}

async function outcomeOf(minting: Promise<Minted>): Promise<MintOutcome> {
  try {
    return { minted: await minting };
  } catch (error) {
    return error instanceof RefusedRequest ? { refusal: error.refusal } : undefined;
  }
}
