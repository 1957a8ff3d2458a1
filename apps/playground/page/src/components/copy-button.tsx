import { type ReactNode, useEffect, useState } from 'react';

export interface CopyButtonProps {
  text: string;
  /** What is copied, as the end of the button's name: `the key` in `Copy the key`. */
  what: string;
  label?: string;
}

const shownMs = 1600;

export function CopyButton({ text, what, label = 'Copy' }: CopyButtonProps): ReactNode {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  const shown = { copied: 'Copied', failed: 'Not allowed' };
  return (
    <button type="button" className="button small" onClick={copy} disabled={text === ''}>
      <span aria-live="polite">{outcome ? shown[outcome] : label}</span>
      <span className="visually-hidden"> {what}</span>
    </button>
  );
}
