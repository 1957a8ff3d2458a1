import type { ReactNode } from 'react';

const parts = ['part-0', 'part-1', 'part-signature'];

/** The three parts of a token, each in its colour. */
export function ColouredToken({ text }: { text: string }): ReactNode {
  return text.split('.').map((part, index) => (
    <span key={`${index}-${part}`}>
      {index > 0 && '.'}
      <span className={`ink ${parts[index] ?? ''}`}>{part}</span>
    </span>
  ));
}
