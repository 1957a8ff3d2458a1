import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { exampleKey } from '../lib/example-key.ts';
import { useMemory } from '../lib/memory.ts';
import { useNow } from '../lib/use-now.ts';
import { KeyReport } from './key-report.tsx';
import { type Reading, readCredential } from './read-credential.ts';
import { tokenFaults } from './token-faults.ts';
import { TokenReport } from './token-report.tsx';

const placeholder =
  'A secured API key, a user token, or a line that holds one: a header, a URL from a log, a line of code';

export function InspectView(): ReactNode {
  const id = useId();
  const [pasted, setPasted] = useMemory('inspect.credential', '');
  const reading = readCredential(pasted);
  return (
    <div className="stack">
      <Card
        title="Paste it here"
        aside={
          <span className="actions">
            <button type="button" className="button small" onClick={() => setPasted(exampleKey)}>
              An example
            </button>
            <button
              type="button"
              className="button small"
              disabled={pasted === ''}
              onClick={() => setPasted('')}
            >
              Clear
            </button>
          </span>
        }
      >
        <div className="field wide">
          <label htmlFor={id}>
            Key or token <span className="type">read in this page, sent nowhere, kept in no link</span>
          </label>
          <textarea
            id={id}
            className="credential"
            rows={4}
            value={pasted}
            placeholder={placeholder}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={event => setPasted(event.target.value)}
          />
        </div>
        <div aria-live="polite" data-testid="kind">
          <Kind reading={reading} />
          {'others' in reading && reading.others > 0 && (
            <p>There are {reading.others + 1} in the text: only the first is read.</p>
          )}
        </div>
      </Card>
      {reading.kind === 'key' && <KeyReport text={reading.text} decoded={reading.key} />}
      {reading.kind === 'token' && <TokenReport text={reading.text} decoded={reading.token} />}
    </div>
  );
}

function Kind({ reading }: { reading: Reading }): ReactNode {
  switch (reading.kind) {
    case 'nothing':
      return <p className="quiet">Nothing pasted yet.</p>;
    case 'plain':
      return (
        <>
          <Chip tone="info">An API key that is not secured</Chip>
          <p>
            32 hexadecimal digits say nothing about themselves: what it may do is known to the vendor only. If
            it is an Admin API key, it should never have left the server.
          </p>
        </>
      );
    case 'unreadable':
      return (
        <>
          <Chip tone="bad">Not a readable {reading.as}</Chip>
          <p>
            <code>{reading.code}</code> {reading.message}
          </p>
        </>
      );
    case 'key':
      return (
        <Chip tone={reading.key.canonical ? 'good' : 'info'}>
          A secured API key,{' '}
          {reading.key.canonical ? 'in canonical form' : 'in the dialect of another client'}
        </Chip>
      );
    case 'token':
      return <TokenKind text={reading.text} />;
  }
}

function TokenKind({ text }: { text: string }): ReactNode {
  const isRefused = tokenFaults(text, useNow()).length > 0;
  return <Chip tone={isRefused ? 'bad' : 'good'}>A secured user token{isRefused && ' that is refused'}</Chip>;
}
