import type { ReactNode } from 'react';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet';

export interface ChipProps {
  tone: Tone;
  children: ReactNode;
}

const marks: Readonly<Record<Tone, string>> = { good: '✓', bad: '✕', warn: '!', info: 'i', quiet: '·' };

/** A verdict in a word, with a colour, and a mark for people who cannot see the colour. */
export function Chip({ tone, children }: ChipProps): ReactNode {
  return (
    <span className={`chip ${tone}`}>
      <span className="chip-mark" aria-hidden="true">
        {marks[tone]}
      </span>
      {children}
    </span>
  );
}
