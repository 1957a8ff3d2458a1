import type { ReactNode } from 'react';
import type { CredentialEnd } from '../inspect/credential-end.ts';
import { formatDuration, formatInstant } from '../lib/format.ts';
import { useNow } from '../lib/use-now.ts';
import { Chip } from './chip.tsx';

export interface ValidityTimelineProps {
  end: CredentialEnd;
  /** What expires, as the subject of a sentence: `The key`. */
  what: string;
}

const ticks = [
  [-31_536_000, '1 year ago'],
  [-3600, '1 hour'],
  [0, 'now'],
  [60, '1 min'],
  [3600, '1 hour'],
  [86_400, '1 day'],
  [31_536_000, '1 year'],
] as const;

const longestSec = 63_072_000;
const nowPercent = 34;

/** Seconds from now as a position on the line. The scale is logarithmic, so that minutes and years fit on one picture. */
function placeOf(seconds: number): number {
  const share = Math.min(1, Math.log1p(Math.abs(seconds) / 5) / Math.log1p(longestSec / 5));
  return seconds < 0 ? nowPercent * (1 - share) : nowPercent + (100 - nowPercent) * share;
}

/** When a credential expires, as a picture and a countdown. */
export function ValidityTimeline({ end, what }: ValidityTimelineProps): ReactNode {
  const now = useNow();
  const expiresAt = end instanceof Date ? end : undefined;
  const remainingSec = expiresAt && Math.ceil((expiresAt.getTime() - now.getTime()) / 1000);
  const isExpired = remainingSec !== undefined && remainingSec <= 0;
  const place = remainingSec === undefined ? 100 : placeOf(remainingSec);
  const state = end instanceof Date ? (isExpired ? 'expired' : 'alive') : end;
  return (
    <figure className={`timeline ${state}`}>
      <div className="timeline-track" aria-hidden="true">
        <span
          className="timeline-span"
          style={{ left: `${Math.min(place, nowPercent)}%`, width: `${Math.abs(place - nowPercent)}%` }}
        />
        <Ticks />
        {remainingSec !== undefined && <span className="timeline-end" style={{ left: `${place}%` }} />}
      </div>
      <figcaption>
        {end === 'unreadable' && <Chip tone="bad">{what} has no readable expiry, so it is refused</Chip>}
        {end === 'never' && <Chip tone="warn">{what} never expires</Chip>}
        {expiresAt && remainingSec !== undefined && (
          <>
            <Chip tone={isExpired ? 'bad' : 'good'}>
              <span role="timer" data-testid="countdown">
                {isExpired
                  ? `expired ${formatDuration(remainingSec)} ago`
                  : `${formatDuration(remainingSec)} left`}
              </span>
            </Chip>
            <span className="quiet">
              {what} {isExpired ? 'expired' : 'expires'} at {formatInstant(expiresAt)}
            </span>
          </>
        )}
      </figcaption>
    </figure>
  );
}

function Ticks(): ReactNode {
  return ticks.map(([seconds, label]) => (
    <span
      key={seconds}
      className={seconds === 0 ? 'timeline-tick now' : 'timeline-tick'}
      style={{ left: `${placeOf(seconds)}%` }}
    >
      <span>{label}</span>
    </span>
  ));
}
