import { type ReactNode, useId, useState } from 'react';
import { hasRoom } from '../lib/room.ts';

export interface CardProps {
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Card({ title, aside, className = '', children }: CardProps): ReactNode {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header className="card-header">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A card that folds: open at first, but closed on a phone. */
export function FoldingCard({ title, aside, className = '', children }: CardProps): ReactNode {
  const [isOpen, setOpen] = useState(hasRoom);
  return (
    <details
      className={`card folding ${className}`}
      open={isOpen}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h2>{title}</h2>
      </summary>
      {aside && <div className="folding-aside">{aside}</div>}
      {children}
    </details>
  );
}
