import type { ReactNode } from 'react';
import { useNow } from '../lib/use-now.ts';
import { type Renewal, renewalIntervalMs } from './renewal.ts';
import type { SessionSnapshot } from './session-log.ts';

const spanMs = 65_000;
/** The present moment moves to here, and stays. */
const maxPastMs = 45_000;
const beforeFirstKeyMs = 2000;
const ticksSec = [-40, -30, -20, -10, 10, 20, 30, 40, 50, 60];
const lanes = 3;
const laneRem = 1.5;

/** The last seconds and the next: a bar for the life of each key, a dot for each search. */
export function SessionTimeline({ log, renewal }: { log: SessionSnapshot; renewal: Renewal }): ReactNode {
  const now = useNow(200).getTime();
  const start = Math.max(now - maxPastMs, (log.keys[0]?.atMs ?? now) - beforeFirstKeyMs);
  const placeOf = (ms: number): number => Math.min(100, Math.max(0, ((ms - start) / spanMs) * 100));
  const bars = barsOf(log, renewal, now, start + spanMs);
  return (
    <figure className="session-figure">
      <div
        className="session-timeline"
        role="img"
        aria-label="Timeline of about a minute: bars are keys, dashed bars are the keys to come, dots are searches. The counters below say the same."
      >
        {bars.map(({ number, atMs, expiresAtMs, kind }) => {
          const left = placeOf(atMs);
          const width = placeOf(expiresAtMs) - left;
          if (width <= 0) return null;
          return (
            <span
              key={number}
              className={`life ${kind}`}
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
        {ticksSec
          .map(seconds => ({ seconds, left: placeOf(now + seconds * 1000) }))
          .filter(({ left }) => left > 4 && left < 96)
          .map(({ seconds, left }) => (
            <span key={seconds} style={{ left: `${left}%` }}>
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
          <i className="life-mark next" />
          next key
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

interface Bar {
  readonly number: number;
  readonly atMs: number;
  readonly expiresAtMs: number;
  readonly kind: 'past' | 'present' | 'next';
}

/** The keys that were signed, and those that are expected before `endMs`. */
function barsOf({ keys, counts }: SessionSnapshot, renewal: Renewal, nowMs: number, endMs: number): Bar[] {
  const bars = keys.map(({ atMs, expiresAtMs }, index): Bar => {
    const isPresent = index === keys.length - 1 && expiresAtMs > nowMs;
    const number = counts.keys - keys.length + index + 1;
    return { number, atMs, expiresAtMs, kind: isPresent ? 'present' : 'past' };
  });
  const lastMs = keys.at(-1)?.atMs;
  if (lastMs === undefined) return bars;
  const intervalMs = renewalIntervalMs(renewal);
  let number = counts.keys;
  for (let atMs = Math.max(lastMs + intervalMs, nowMs); atMs < endMs; atMs += intervalMs) {
    number += 1;
    bars.push({ number, atMs, expiresAtMs: atMs + renewal.lifetimeSec * 1000, kind: 'next' });
  }
  return bars;
}

function toneOf({ status, isRepeated }: { status: number; isRepeated: boolean }): string {
  if (status !== 200) return 'bad';
  return isRepeated ? 'warn' : 'good';
}
