import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

export interface CodeBlockProps {
  text: string;
  /** Names the block and its copy button. */
  what: string;
  children?: ReactNode;
}

/** Text in a fixed-width font, with a button that copies it. `children` replaces the plain text, such as by coloured text. */
export function CodeBlock({ text, what, children }: CodeBlockProps): ReactNode {
  return (
    <div className="code-block">
      <p className="code-head">
        <span>{what}</span>
        <CopyButton text={text} what={what} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={what}>
        <pre>
          <code>{children ?? text}</code>
        </pre>
      </section>
    </div>
  );
}
