import { decodeSecuredApiKey } from '@forgekey/core';
import { type ReactNode, useId } from 'react';
import type { DemoUser } from '../lib/service.ts';
import { unlimitedParent } from './use-parent-hits.ts';

/** The name under which the pasted key is kept. */
export const pastedKeyName = 'search.pastedKey';

export type PastedKey = { readonly user: DemoUser; readonly apiKey: string } | { readonly problem: string };

/** A stand-in person who has this key; undefined for an empty text. The service checks the signature. */
export function readPastedKey(text: string): PastedKey | undefined {
  const apiKey = text.trim();
  if (apiKey === '') return undefined;
  try {
    const { userToken } = decodeSecuredApiKey(apiKey).restrictions;
    const id = userToken ?? 'pasted-key';
    return {
      apiKey,
      // Only the server knows which parent signed it.
      user: { id, name: 'The pasted key', role: '', parent: unlimitedParent, visibleBy: [] },
    };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

export interface PastedKeyFieldProps {
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}

/** A field for another key to search with. */
export function PastedKeyField({ value, problem, onChange }: PastedKeyFieldProps): ReactNode {
  const id = useId();
  return (
    <details className="own-key" open={value !== ''}>
      <summary>Search with your own key</summary>
      <div className="field wide">
        <label htmlFor={id}>
          Secured API key <span className="type">stays in this page, and out of the link</span>
        </label>
        <input
          id={id}
          value={value}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-note`}
          onChange={event => onChange(event.target.value)}
        />
        <p id={`${id}-note`} className="field-note error">
          {problem}
        </p>
      </div>
    </details>
  );
}
