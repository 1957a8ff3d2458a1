import { type DecodedSecuredApiKey, lintSecuredApiKey } from '@forgekey/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { exampleKey } from '../lib/example-key.ts';
import { useMemory } from '../lib/memory.ts';
import { useNow } from '../lib/use-now.ts';
import { KeyReport } from './key-report.tsx';
import { type Reading, readCredentials, type UnreadableReading } from './read-credential.ts';
import { readTruncatedKey } from './read-truncated-key.ts';
import { RestrictionTable } from './restriction-table.tsx';
import { tokenFaults } from './token-faults.ts';
import { TokenReport } from './token-report.tsx';

const placeholder =
  'A secured API key, a user token, or a line that holds one: a header, a URL from a log, a line of code';

export function InspectView(): ReactNode {
  const id = useId();
  const [pasted, setPasted] = useMemory('inspect.credential', '');
  const readings = readCredentials(pasted);
  const shown = firstOfEachKind(readings);
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
          {shown.length === 0 && <p className="quiet">Nothing pasted yet.</p>}
          {shown.map(reading => (
            <Kind key={reading.kind} reading={reading} />
          ))}
          {readings.length > shown.length && (
            <p>
              There are {readings.length} credentials in the text: only the first
              {shown.length > 1 ? ' of each kind' : ''} is read.
            </p>
          )}
        </div>
      </Card>
      {shown.map(reading => (
        <Report key={reading.kind} reading={reading} />
      ))}
    </div>
  );
}

/** A key and a token often come together, in the headers of one request. */
function firstOfEachKind(readings: readonly Reading[]): Reading[] {
  return readings.filter(({ kind }, index) => index === readings.findIndex(other => other.kind === kind));
}

function Report({ reading }: { reading: Reading }): ReactNode {
  if (reading.kind === 'key') return <KeyReport text={reading.text} decoded={reading.key} />;
  if (reading.kind === 'token') return <TokenReport text={reading.text} decoded={reading.token} />;
  return reading.kind === 'unreadable' && <Remains reading={reading} />;
}

/** What can still be read of a key that was cut. */
function Remains({ reading: { as, text } }: { reading: UnreadableReading }): ReactNode {
  const remains = as === 'secured API key' ? readTruncatedKey(text) : undefined;
  if (remains === undefined) return null;
  return (
    <Card title="What is left of it">
      <p className="quiet">
        The text begins like a secured API key, but its end is missing. Its restrictions up to there are
        readable; the signature cannot be checked.
      </p>
      {Object.keys(remains.restrictions).length > 0 && (
        <RestrictionTable queryString="" restrictions={remains.restrictions} problems={[]} />
      )}
      {remains.cut !== '' && (
        <p>
          <Chip tone="warn">cut off</Chip> <code>{remains.cut}</code>
        </p>
      )}
    </Card>
  );
}

function Kind({ reading }: { reading: Reading }): ReactNode {
  switch (reading.kind) {
    case 'plain':
      return (
        <>
          <Chip tone="info">An API key that is not secured</Chip>
          <p>
            A key of 32 hexadecimal digits does not say what it allows: only Algolia knows. If it is an Admin
            API key, it should never have left the server.
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
        <Chip tone={isCanonical(reading.key) ? 'good' : 'info'}>
          A secured API key,{' '}
          {isCanonical(reading.key) ? 'in canonical form' : 'in the dialect of another client'}
        </Chip>
      );
    case 'token':
      return <TokenKind text={reading.text} />;
  }
}

/** Whether forgekey and the official client would write the same text. */
function isCanonical(key: DecodedSecuredApiKey): boolean {
  const isDialect = lintSecuredApiKey(key).some(({ code }) => code === 'LINT_NOT_CANONICAL');
  return key.problems.length === 0 && !isDialect;
}

function TokenKind({ text }: { text: string }): ReactNode {
  const isRefused = tokenFaults(text, useNow()).length > 0;
  return <Chip tone={isRefused ? 'bad' : 'good'}>A secured user token{isRefused && ' that is refused'}</Chip>;
}
