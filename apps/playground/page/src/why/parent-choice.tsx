import type { ParentApiKey } from '@forgekey/core';
import { type ReactNode, use, useEffect, useId } from 'react';
import { loadCatalog } from '../lib/service.ts';

export interface ParentChoiceProps {
  name: string;
  onName: (name: string) => void;
  onLimits: (limits: ParentApiKey) => void;
}

/** The choice of a parent key of the playground, for its limits. Without a choice, the parent limits nothing. */
export function ParentChoice({ name, onName, onLimits }: ParentChoiceProps): ReactNode {
  const id = useId();
  const { parents } = use(loadCatalog());
  const possible = parents.filter(({ mintable }) => mintable);
  const parent = possible.find(candidate => candidate.name === name);
  useEffect(() => onLimits(parent?.limits ?? {}), [parent, onLimits]);
  return (
    <div className="field wide">
      <label htmlFor={id}>Limits of the parent key</label>
      <select id={id} value={parent?.name ?? ''} onChange={event => onName(event.target.value)}>
        <option value="">unknown: no limits assumed</option>
        {possible.map(({ name, description }) => (
          <option key={name} value={name}>
            {name}: {description}
          </option>
        ))}
      </select>
    </div>
  );
}
