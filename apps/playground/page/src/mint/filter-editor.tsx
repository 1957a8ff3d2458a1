import { type ForgekeyError, isForgekeyError, parseFilters } from '@forgekey/core';
import { type ReactNode, type UIEvent, useId, useRef } from 'react';
import { FilterPicture } from './filter-picture.tsx';

export interface FilterEditorProps {
  text: string;
  onChange: (text: string) => void;
}

/** The filter text, its error marked at its column, and what it means as a picture. */
export function FilterEditor({ text, onChange }: FilterEditorProps): ReactNode {
  const id = useId();
  const marks = useRef<HTMLDivElement>(null);
  const reading = read(text);
  const error = 'error' in reading ? reading.error : undefined;

  const follow = (event: UIEvent<HTMLTextAreaElement>): void => {
    if (marks.current) marks.current.scrollTop = event.currentTarget.scrollTop;
  };
  return (
    <div className={text === '' ? 'field wide' : 'field wide set'}>
      <label htmlFor={id}>
        filters <span className="type">string</span>
      </label>
      <div className="filter-editor">
        <div className="filter-marks" aria-hidden="true" ref={marks}>
          {error && <ErrorMark text={text} column={error.column ?? 1} />}
        </div>
        <textarea
          id={id}
          rows={3}
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-note`}
          onScroll={follow}
          // The engine does not read a line break as a space, so the text stays on one line and wraps.
          onChange={event => onChange(event.target.value.replace(/\s*\n\s*/g, ' '))}
        />
      </div>
      <div id={`${id}-note`} aria-live="polite">
        {error ? (
          <p className="field-note error" data-testid="filter-error">
            <b>Column {error.column}</b> {error.message} {error.hint}
          </p>
        ) : (
          'expression' in reading && <FilterPicture expression={reading.expression} />
        )}
      </div>
    </div>
  );
}

/** The text, invisible, with the character at the column underlined; a column behind the end marks the place there. */
function ErrorMark({ text, column }: { text: string; column: number }): ReactNode {
  const at = column - 1;
  return (
    <>
      {text.slice(0, at)}
      <mark data-testid="filter-error-mark">{text[at] ?? ' '}</mark>
      {text.slice(at + 1)}
    </>
  );
}

function read(
  text: string,
): { expression: ReturnType<typeof parseFilters> } | { error: ForgekeyError } | object {
  if (text === '') return {};
  try {
    return { expression: parseFilters(text) };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return { error };
  }
}
