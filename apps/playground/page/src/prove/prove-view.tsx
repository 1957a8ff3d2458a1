import { type ReactNode, use, useId, useMemo } from 'react';
import { Card } from '../components/card.tsx';
import { useMemory } from '../lib/memory.ts';
import { loadCatalog } from '../lib/service.ts';
import { useParameters } from '../lib/use-location.ts';
import { ClaimCard } from './claim-card.tsx';
import { type KeyToProve, keysInText, keysOfUsers } from './keys-to-prove.ts';
import { type Meeting, meetingOf } from './meeting.ts';
import { MeetingMatrix } from './meeting-matrix.tsx';
import { type Answer, ProofReport } from './proof-report.tsx';
import { SearchForIt } from './search-for-it.tsx';
import './prove.css';

/** The number of proofs grows with the square of the number of keys. */
const MAX_KEYS = 12;

export function ProveView(): ReactNode {
  const catalog = use(loadCatalog());
  const [parameters, change] = useParameters();
  const [pasted, setPasted] = useMemory('prove.keys', '');
  const { attribute = 'visible_by', shared = 'public' } = parameters;
  const keys = useMemo(
    () => [...keysOfUsers(catalog), ...keysInText(pasted)].slice(0, MAX_KEYS),
    [catalog, pasted],
  );
  const meetings = useMemo(() => allMeetings(keys, attribute, shared), [keys, attribute, shared]);
  const pair = pairOf(keys, parameters.a, parameters.b);
  const selected = keys.find(({ id }) => id === parameters.key) ?? keys[0]!;
  return (
    <div className="split even">
      <MeetingMatrix
        keys={keys}
        meetingOf={(a, b) => meetings.get(pairName(a, b))!}
        selected={[pair[0].id, pair[1].id]}
        onSelect={(a, b) => change({ a, b })}
      />
      <PairCard a={pair[0]} b={pair[1]} meeting={meetings.get(pairName(...pair))!} />
      <ClaimCard
        keys={keys}
        selected={selected}
        attribute={attribute}
        claim={parameters.claim}
        onSelect={key => change({ key, claim: undefined })}
        onClaim={claim => change({ claim })}
      />
      <Settings
        attribute={attribute}
        shared={shared}
        pasted={pasted}
        onChange={change}
        onPasted={setPasted}
      />
    </div>
  );
}

function allMeetings(
  keys: readonly KeyToProve[],
  attribute: string,
  shared: string,
): ReadonlyMap<string, Meeting> {
  const meetings = new Map<string, Meeting>();
  for (const [at, a] of keys.entries()) {
    for (const b of keys.slice(at + 1)) {
      const meeting = meetingOf(a, b, { attribute, shared });
      meetings.set(pairName(a, b), meeting).set(pairName(b, a), meeting);
    }
  }
  return meetings;
}

function pairName(a: KeyToProve, b: KeyToProve): string {
  return `${a.id} ${b.id}`;
}

/** Both keys in the order of the matrix: the first is `a` in the proof, the second is `b`. */
function pairOf(
  keys: readonly KeyToProve[],
  a: string | undefined,
  b: string | undefined,
): readonly [KeyToProve, KeyToProve] {
  const [first, second] = keys.filter(({ id }) => id === a || id === b);
  return first !== undefined && second !== undefined ? [first, second] : [keys[0]!, keys[1]!];
}

const answers: Readonly<Record<Meeting['kind'], Answer>> = {
  apart: { tone: 'good', short: 'never meet', sentence: 'No search shows both the same record.' },
  list: {
    tone: 'warn',
    short: 'only in a list',
    sentence: 'Both can find only a record that holds a list of values, such as this one.',
  },
  meet: { tone: 'bad', short: 'both see it', sentence: 'Either of them can find this record.' },
  undecided: {
    tone: 'warn',
    short: 'no answer',
    sentence: 'This is not a proof: both may see the same record.',
  },
};

interface PairCardProps {
  a: KeyToProve;
  b: KeyToProve;
  meeting: Meeting;
}

function PairCard({ a, b, meeting: { kind, proof } }: PairCardProps): ReactNode {
  const users = [a, b].flatMap(({ user }) => (user === undefined ? [] : [user]));
  return (
    <Card title={`${a.name} and ${b.name}`}>
      <ProofReport
        proof={proof}
        answer={
          proof.verdict === 'vacuous'
            ? { ...answers[kind], sentence: 'One of them sees only what everyone may see.' }
            : answers[kind]
        }
        recordTitle="a record that both find"
        because="Why both find it"
        names={{ a: a.name, b: b.name }}
      >
        {proof.verdict === 'refuted' && users.length > 0 && (
          <SearchForIt key={JSON.stringify([a.id, b.id, proof.record])} record={proof.record} users={users} />
        )}
      </ProofReport>
    </Card>
  );
}

interface SettingsProps {
  attribute: string;
  shared: string;
  pasted: string;
  onChange: (patch: { attribute?: string; shared?: string }) => void;
  onPasted: (text: string) => void;
}

function Settings({ attribute, shared, pasted, onChange, onPasted }: SettingsProps): ReactNode {
  const id = useId();
  return (
    <Card title="What to compare" className="fill">
      <div className="fields">
        <div className="field">
          <label htmlFor={`${id}-attribute`}>
            Tenant attribute <span className="type">says who sees it</span>
          </label>
          <input
            id={`${id}-attribute`}
            value={attribute}
            spellCheck={false}
            autoCapitalize="off"
            onChange={event => onChange({ attribute: event.target.value.trim() })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-shared`}>Value that everyone may see</label>
          <input
            id={`${id}-shared`}
            value={shared}
            spellCheck={false}
            autoCapitalize="off"
            onChange={event => onChange({ shared: event.target.value.trim() })}
          />
        </div>
      </div>
      <div className="field wide">
        <label htmlFor={`${id}-keys`}>
          More keys <span className="type">read in this page, sent nowhere</span>
        </label>
        <textarea
          id={`${id}-keys`}
          className="credential"
          rows={3}
          value={pasted}
          placeholder="Secured API keys, one on each line"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={event => onPasted(event.target.value)}
        />
      </div>
    </Card>
  );
}
