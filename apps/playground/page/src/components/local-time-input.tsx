import type { ReactNode } from 'react';
import { localTimeOf, secondsOfLocalTime, timeZoneName } from '../lib/local-time.ts';

export interface LocalTimeInputProps {
  id: string;
  /** Unix seconds as text, so that a link means the same moment everywhere; empty for none. */
  seconds: string;
  onChange: (seconds: string) => void;
}

/** A time, typed and shown in the time zone of this machine. The zone is named beside it. */
export function LocalTimeInput({ id, seconds, onChange }: LocalTimeInputProps): ReactNode {
  return (
    <span className="local-time">
      <input
        id={id}
        type="datetime-local"
        value={seconds === '' ? '' : localTimeOf(Number(seconds))}
        aria-describedby={`${id}-zone`}
        onChange={event => onChange(String(secondsOfLocalTime(event.target.value) ?? ''))}
      />
      <span id={`${id}-zone`} className="quiet">
        {timeZoneName()}
      </span>
    </span>
  );
}
