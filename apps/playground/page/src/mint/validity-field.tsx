import { type ReactNode, useId } from 'react';
import { Segmented } from '../components/segmented.tsx';

export interface ValidityFieldProps {
  valid: string;
  onChange: (valid: string) => void;
}

const choices = [
  { value: '300', label: '5 min' },
  { value: '3600', label: '1 h' },
  { value: '86400', label: '1 day' },
  { value: 'at', label: 'at …' },
  { value: 'none', label: 'never' },
] as const;

/** When the key shall die: a span from now, a moment, or never. */
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
        onChange={value => onChange(value === 'at' ? `at:${localMinute(Date.now() + 3_600_000)}` : value)}
      />
      {isAt && (
        <>
          <label htmlFor={id} className="visually-hidden">
            validUntil, date and time
          </label>
          <input
            id={id}
            type="datetime-local"
            value={valid.slice('at:'.length)}
            onChange={event => onChange(`at:${event.target.value}`)}
          />
        </>
      )}
    </div>
  );
}

/** A moment as a `datetime-local` control writes it. */
function localMinute(milliseconds: number): string {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60_000;
  return new Date(milliseconds - offset).toISOString().slice(0, 16);
}
