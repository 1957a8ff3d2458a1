import { type ReactNode, useEffect, useRef } from 'react';
import { Card } from '../components/card.tsx';
import { Segmented } from '../components/segmented.tsx';
import { formatDuration, plural } from '../lib/format.ts';
import type { Catalog } from '../lib/service.ts';
import { useParameters } from '../lib/use-location.ts';
import { useNow } from '../lib/use-now.ts';
import type { DemoSession } from './demo-session.ts';
import type { Renewal } from './renewal.ts';
import { SessionTimeline } from './session-timeline.tsx';
import { useQuota } from './use-quota.ts';
import { useSessionLog } from './use-session.ts';

export interface RenewalPanelProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
  renewal: Renewal;
  isPulsing: boolean;
  onPulsing: (isPulsing: boolean) => void;
}

const pulseMs = 1500;

const lifetimes = [
  { value: '15', label: '15 s' },
  { value: '60', label: '1 min' },
  { value: '300', label: '5 min' },
] as const;

const moments = [
  { value: 'early', label: 'before it expires' },
  { value: 'slow', label: 'when the server refuses it' },
] as const;

/** The keys of the session as they expire and are replaced, and searches that do not fail when this happens. */
export function RenewalPanel(props: RenewalPanelProps): ReactNode {
  const { session, catalog, indexName, renewal, isPulsing, onPulsing } = props;
  const log = useSessionLog(session);
  usePulse(isPulsing, session, indexName);
  const quota = useQuota(session, catalog);
  const { keys, searches, repeats, failures } = log.counts;
  return (
    <Card
      title="Renewal"
      className="renewal"
      aside={
        <span className="actions">
          <label className="check">
            <input type="checkbox" checked={isPulsing} onChange={event => onPulsing(event.target.checked)} />
            Search continuously
          </label>
          <button
            type="button"
            className="button small"
            onClick={() => void session.keys.renew().catch(() => {})}
          >
            Renew now
          </button>
        </span>
      }
    >
      <p className="quiet">
        A secured key expires. This page asks the server for the next one in time, so no search fails. To
        watch it, search continuously: one search every {pulseMs / 1000} seconds.
      </p>
      <RenewalSettings {...renewal} />
      <div className="session-row">
        <Countdown expiresAtMs={log.keys.at(-1)?.expiresAtMs} />
        <SessionTimeline log={log} renewal={renewal} />
      </div>
      <ul className="counters" data-testid="counters">
        <Counter name="keys" value={keys} text={keys === 1 ? 'key signed' : 'keys signed'} />
        <Counter name="searches" value={searches} text={searches === 1 ? 'search' : 'searches'} />
        <Counter name="repeats" value={repeats} text="repeated with a new key" />
        <Counter name="failures" value={failures} text="failed" tone={failures === 0 ? 'good' : 'bad'} />
        {quota && (
          <Counter
            name="quota"
            value={quota.remaining}
            text={`of ${quota.limit} queries left${quota.resetsInSec > 0 ? `, all back in ${formatDuration(quota.resetsInSec)}` : ''}`}
            tone={quota.remaining === 0 ? 'bad' : ''}
          />
        )}
      </ul>
      <p className="visually-hidden" role="status">
        {plural(keys, 'key')} signed, {plural(failures, 'failed search', 'failed searches')}
      </p>
    </Card>
  );
}

function RenewalSettings({ lifetimeSec, isClockSlow }: Renewal): ReactNode {
  const [, change] = useParameters();
  return (
    <div className="settings">
      <Segmented
        label="Lifetime of a key"
        options={lifetimes}
        value={lifetimes.find(({ value }) => value === String(lifetimeSec))?.value ?? '15'}
        onChange={life => change({ life })}
      />
      <Segmented
        label="Renewed"
        options={moments}
        value={isClockSlow ? 'slow' : 'early'}
        onChange={moment => change({ clock: moment === 'slow' ? moment : undefined })}
      />
    </div>
  );
}

function Counter(props: { name: string; value: number; text: string; tone?: string }): ReactNode {
  const { name, value, text, tone = '' } = props;
  return (
    <li className={tone}>
      <b data-testid={`count-${name}`}>{value}</b> {text}
    </li>
  );
}

function Countdown({ expiresAtMs }: { expiresAtMs: number | undefined }): ReactNode {
  const now = useNow(250);
  const leftSec =
    expiresAtMs === undefined ? undefined : Math.max(0, Math.ceil((expiresAtMs - now.getTime()) / 1000));
  return (
    <p className="big-countdown">
      <b>{leftSec ?? '–'}</b>
      <span>{meaningOf(leftSec)}</span>
    </p>
  );
}

function meaningOf(leftSec: number | undefined): string {
  if (leftSec === undefined) return 'waiting for the first key';
  return leftSec === 0 ? 'expired: the next search gets a new key' : 'seconds until this key expires';
}

/** Searches again and again without a cache: these searches would fail if the session ran out of keys. */
function usePulse(isOn: boolean, session: DemoSession, indexName: string): void {
  const count = useRef(0);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(async () => {
      count.current += 1;
      await session.pulse.clearCache();
      // A search that fails is on the timeline and in the counters.
      await session.pulse
        .search([{ indexName, params: { hitsPerPage: 0, analytics: false } }])
        .catch(() => {});
    }, pulseMs);
    return () => clearInterval(timer);
  }, [isOn, session, indexName]);
}
