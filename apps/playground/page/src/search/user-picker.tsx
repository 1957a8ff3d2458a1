import { type ReactNode, useId } from 'react';
import type { DemoUser } from '../lib/service.ts';

export interface UserPickerProps {
  users: readonly DemoUser[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** The choice of the person who searches. */
export function UserPicker({ users, selected, onSelect }: UserPickerProps): ReactNode {
  const name = useId();
  return (
    <fieldset className="people">
      <legend className="visually-hidden">Search as</legend>
      {users.map((user, index) => (
        <label key={user.id} className="person">
          <input
            type="radio"
            name={name}
            value={user.id}
            checked={user.id === selected}
            onChange={() => onSelect(user.id)}
          />
          <span className={`avatar part-${index}`} aria-hidden="true">
            {initials(user.name)}
          </span>
          <span className="person-text">
            <b>{user.name}</b>
            <span>{user.role}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function initials(name: string): string {
  return name
    .split(' ')
    .map(word => word[0])
    .join('')
    .toUpperCase();
}
