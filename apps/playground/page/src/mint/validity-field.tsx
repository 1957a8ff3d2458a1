import { type ReactNode, useId } from 'react';
import { LocalTimeInput } from '../components/local-time-input.tsx';
import { Segmented } from '../components/segmented.tsx';

export interface ValidityFieldProps {
  valid: string;
  onChange: (valid: string) => void;
}

const choices = [
  { value: '300', label: '5 min' },
  { value: '3600', label: '1 h' },
  { value: '86400', label: '1 day' },
  { value: 'at', label: 'at…' },
  { value: 'none', label: 'never' },
] as const;

/** When the key expires: a span from now, a moment, or never. */
export function ValidityField({ valid, onChange }: ValidityFieldProps): ReactNode {
  const id = useId();
  const isAt = valid.startsWith('at:');
  const chosen = isAt ? 'at' : (choices.find(choice => choice.value === valid)?.value ?? 'at');
  return (
    <div className="field set">
      <Segmented
        label="validUntil"
        options={choices}
        value={chosen}
        onChange={value => onChange(value === 'at' ? `at:${inAnHour()}` : value)}
      />
      {isAt && (
        <>
          <label htmlFor={id} className="visually-hidden">
            validUntil, date and time
          </label>
          <LocalTimeInput
            id={id}
            seconds={valid.slice('at:'.length)}
            onChange={seconds => onChange(`at:${seconds}`)}
          />
        </>
      )}
    </div>
  );
}

/** Unix seconds of a whole minute. */
function inAnHour(): number {
  return Math.floor(Date.now() / 60_000) * 60 + 3600;
}
