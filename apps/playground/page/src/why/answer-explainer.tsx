import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { explainAnswer } from '../components/explain-answer.ts';
import { RefusalNote } from '../components/refusal-note.tsx';
import { useMemory } from '../lib/memory.ts';

const examples = [
  ['400', '"validUntil" parameter expired (less than current date)'],
  ['403', 'Invalid Application-ID or API key'],
  ['403', 'Invalid API key'],
  ['403', 'Index not allowed with this API key'],
  ['403', 'Method not allowed with this referer'],
  ['400', 'filters: Unexpected token string(or) expected AND or OR at col 12'],
  ['429', 'Too Many Requests'],
] as const;

/** The rule behind an answer of the server, from its status and its text alone. */
export function AnswerExplainer(): ReactNode {
  const id = useId();
  const [answer, setAnswer] = useMemory('why.answer', { status: '', message: '' });
  const read = readAnswer(answer);
  const isExplained = explainAnswer(read) !== undefined;
  return (
    <div className="split even">
      <Card title="What the server said">
        <div className="fields">
          <div className="field">
            <label htmlFor={`${id}-status`}>Status</label>
            <input
              id={`${id}-status`}
              inputMode="numeric"
              value={answer.status}
              onChange={event => setAnswer({ ...answer, status: event.target.value })}
            />
          </div>
          <div className="field wide">
            <label htmlFor={`${id}-message`}>
              Message <span className="type">or the whole JSON body</span>
            </label>
            <textarea
              id={`${id}-message`}
              rows={4}
              value={answer.message}
              spellCheck={false}
              onChange={event => setAnswer({ ...answer, message: event.target.value })}
            />
          </div>
        </div>
        <h3>Common ones</h3>
        <p className="hint-buttons">
          {examples.map(([status, message]) => (
            <button
              key={message}
              type="button"
              className="button tiny"
              onClick={() => setAnswer({ status, message })}
            >
              {status} {message}
            </button>
          ))}
        </p>
      </Card>
      <Card title="The rule and the mend">
        <div aria-live="polite" data-testid="explanation">
          {read.message === '' && <p className="quiet">Nothing to explain yet.</p>}
          {read.message !== '' && isExplained && <RefusalNote {...read} />}
          {read.message !== '' && !isExplained && (
            <>
              <Chip tone="quiet">not about a key</Chip>
              <p>No documented refusal of a key has this status and text.</p>
            </>
          )}
        </div>
      </Card>
    </div>
  );
}

function readAnswer({ status, message }: { status: string; message: string }): {
  status?: number;
  message: string;
} {
  const code = Number.parseInt(status, 10);
  const typed = { message: message.trim(), ...(Number.isInteger(code) && { status: code }) };
  try {
    const body: unknown = JSON.parse(message);
    if (typeof body !== 'object' || body === null) return typed;
    const { message: text, status: number } = body as { message?: unknown; status?: unknown };
    return {
      message: typeof text === 'string' ? text : typed.message,
      ...(typeof number === 'number' ? { status: number } : 'status' in typed && { status: typed.status! }),
    };
  } catch {
    return typed;
  }
}
