import { type DecodedSecuredApiKey, lintSecuredApiKey } from '@forgekey/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { expiredExample } from '../lib/example-key.ts';
import { useMemory } from '../lib/memory.ts';
import { useNow } from '../lib/use-now.ts';
import { endOfKey } from './credential-end.ts';
import { hidesNothing } from './hides-nothing.ts';
import { KeyReport } from './key-report.tsx';
import { type KeyReading, type Reading, readCredentials, type UnreadableReading } from './read-credential.ts';
import { readTruncatedKey } from './read-truncated-key.ts';
import { RestrictionTable } from './restriction-table.tsx';
import { tokenFaults } from './token-faults.ts';
import { TokenReport } from './token-report.tsx';

const placeholder =
  'A secured API key, a user token, or text that contains one: a header, a URL from a log, a line of code';

export function InspectView(): ReactNode {
  const id = useId();
  const [pasted, setPasted] = useMemory('inspect.credential', expiredExample);
  const readings = readCredentials(pasted);
  const shown = firstOfEachKind(readings);
  return (
    <div className="stack">
      <Card
        title={pasted === expiredExample ? 'An example: edit it, or paste your own' : 'Your credential'}
        aside={
          <span className="actions">
            <button type="button" className="button small" onClick={() => setPasted(expiredExample)}>
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
            Key or token <span className="type">read in this page, sent nowhere</span>
          </label>
          <textarea
            id={id}
            className="credential"
            rows={3}
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
              The text contains {readings.length} credentials. Only the first
              {shown.length > 1 ? ' of each kind' : ''} is shown.
            </p>
          )}
        </div>
      </Card>
      {shown.map(reading => (
        <Report key={reading.kind} reading={reading} onSigned={setPasted} />
      ))}
    </div>
  );
}

/** A key and a token often come together, in the headers of one request. */
function firstOfEachKind(readings: readonly Reading[]): Reading[] {
  return readings.filter(({ kind }, index) => index === readings.findIndex(other => other.kind === kind));
}

interface ReportProps {
  reading: Reading;
  onSigned: (securedApiKey: string) => void;
}

function Report({ reading, onSigned }: ReportProps): ReactNode {
  if (reading.kind === 'key')
    return <KeyReport text={reading.text} decoded={reading.key} onSigned={onSigned} />;
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
        The text begins like a secured API key, but its end is missing. The restrictions before that can be
        read, but the signature cannot be checked.
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
            <code>{reading.code}</code> {reading.message} {reading.hint}
          </p>
        </>
      );
    case 'key':
      return <KeyKind reading={reading} />;
    case 'token':
      return <TokenKind text={reading.text} />;
  }
}

function KeyKind({ reading: { key, text } }: { reading: KeyReading }): ReactNode {
  const end = endOfKey(text);
  const isExpired = end instanceof Date && end <= useNow();
  return (
    <>
      <p className="actions">
        <Chip tone={isCanonical(key) ? 'good' : 'info'}>
          A secured API key, {isCanonical(key) ? 'in canonical form' : 'as another client writes it'}
        </Chip>
        {isExpired && <Chip tone="bad">Expired: every search with it is refused</Chip>}
      </p>
      {hidesNothing(key) && (
        <p className="banner" role="alert">
          <b>This key opens everything.</b> None of its filters hides a record: it finds every record of{' '}
          {key.restrictions.restrictIndices === undefined
            ? 'every index that its parent key opens.'
            : 'the indices that it names.'}
        </p>
      )}
    </>
  );
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
