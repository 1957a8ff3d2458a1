import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { explainAnswer } from '../components/explain-answer.ts';
import { RefusalNote } from '../components/refusal-note.tsx';
import { useMemory } from '../lib/memory.ts';
import { readAnswer } from './read-answer.ts';

const examples = [
  ['400', '"validUntil" parameter expired (less than current date)'],
  ['403', 'Invalid Application-ID or API key'],
  ['403', 'Invalid API key'],
  ['403', 'Index not allowed with this API key'],
  ['403', 'Method not allowed with this referer'],
  ['400', 'filters: Unexpected token string(or) expected AND or OR at col 12'],
  ['429', 'Too Many Requests'],
] as const;

/** Explains an answer of the server from only its status and its text. */
export function AnswerExplainer(): ReactNode {
  const id = useId();
  const [answer, setAnswer] = useMemory('why.answer', { status: '', message: '' });
  const read = readAnswer(answer);
  const isTyped = read.message !== '' || read.status !== undefined;
  const isExplained = isTyped && explainAnswer(read) !== undefined;
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
        <h3>Common answers</h3>
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
      <Card title="Rule and fix">
        <div aria-live="polite" data-testid="explanation">
          {!isTyped && <p className="quiet">Nothing to explain yet.</p>}
          {isExplained && <RefusalNote {...read} />}
          {isTyped && !isExplained && (
            <>
              <Chip tone="quiet">not recognised</Chip>
              <p>
                No refusal with this status and text is known here. Several refusals share a status, so paste
                the whole text of the answer.
              </p>
            </>
          )}
        </div>
      </Card>
    </div>
  );
}
