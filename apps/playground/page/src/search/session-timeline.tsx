import type { ReactNode } from 'react';
import { useNow } from '../lib/use-now.ts';
import type { SessionSnapshot } from './session-log.ts';

const pastMs = 45_000;
const futureMs = 20_000;
const ticksSec = [-40, -30, -20, -10, 10];
const lanes = 3;
const laneRem = 1.5;

/** The last seconds: a bar for the life of each key, a dot for each search. */
export function SessionTimeline({ log }: { log: SessionSnapshot }): ReactNode {
  const now = useNow(200).getTime();
  const start = now - pastMs;
  const span = pastMs + futureMs;
  const placeOf = (ms: number): number => Math.min(100, Math.max(0, ((ms - start) / span) * 100));
  const firstShown = log.counts.keys - log.keys.length;
  return (
    <figure className="session-figure">
      <div
        className="session-timeline"
        role="img"
        aria-label="Timeline of the last 45 seconds: bars are keys, dots are searches. The counters below say the same."
      >
        {log.keys.map((key, index) => {
          const number = firstShown + index + 1;
          const left = placeOf(key.atMs);
          const width = placeOf(key.expiresAtMs) - left;
          if (width <= 0) return null;
          const isPresent = index === log.keys.length - 1 && key.expiresAtMs > now;
          return (
            <span
              key={number}
              className={isPresent ? 'life present' : 'life'}
              style={{ left: `${left}%`, width: `${width}%`, top: `${((number - 1) % lanes) * laneRem}rem` }}
            >
              <span>key {number}</span>
            </span>
          );
        })}
        <span className="search-lane" />
        {log.searches
          .filter(search => search.atMs > start)
          .map((search, index) => (
            <span
              key={`${search.atMs}-${index}`}
              className={`search-dot ${toneOf(search)}`}
              style={{ left: `${placeOf(search.atMs)}%` }}
            />
          ))}
        <span className="now-line" style={{ left: `${placeOf(now)}%` }}>
          <span>now</span>
        </span>
      </div>
      <div className="session-axis" aria-hidden="true">
        {ticksSec.map(seconds => (
          <span key={seconds} style={{ left: `${((pastMs + seconds * 1000) / span) * 100}%` }}>
            {seconds < 0 ? `${-seconds} s ago` : `in ${seconds} s`}
          </span>
        ))}
      </div>
      <figcaption className="session-legend">
        <span>
          <i className="life-mark present" />
          this key
        </span>
        <span>
          <i className="life-mark" />
          earlier key
        </span>
        <span>
          <i className="search-mark good" />
          search
        </span>
        <span>
          <i className="search-mark warn" />
          search repeated with a new key
        </span>
        <span>
          <i className="search-mark bad" />
          failed search
        </span>
      </figcaption>
    </figure>
  );
}

function toneOf({ status, isRepeated }: { status: number; isRepeated: boolean }): string {
  if (status !== 200) return 'bad';
  return isRepeated ? 'warn' : 'good';
}
