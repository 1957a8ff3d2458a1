import type { SearchParameterName } from '@forgekey/core';
import { type ReactNode, useId, useState } from 'react';
import { plural } from '../lib/format.ts';
import type { MintForm } from './mint-form.ts';
import { otherParameters } from './parameter-groups.ts';

export interface OtherParametersProps {
  form: MintForm;
  field: (name: SearchParameterName) => ReactNode;
}

const groups = otherParameters();
const total = groups.reduce((sum, { names }) => sum + names.length, 0);

/** All other search parameters, in groups, with a field that finds one by its name. */
export function OtherParameters({ form, field }: OtherParametersProps): ReactNode {
  const id = useId();
  const [wanted, setWanted] = useState('');
  const isWanted = (name: string): boolean => name.toLowerCase().includes(wanted.trim().toLowerCase());
  const found = groups
    .map(({ title, names }) => ({ title, names: names.filter(isWanted) }))
    .filter(({ names }) => names.length > 0);
  const set = groups.flatMap(({ names }) => names.filter(name => form.texts[name] !== undefined));
  return (
    <details className="other-parameters" open={set.length > 0 || undefined}>
      <summary>
        {plural(total, 'more search parameter')}
        {set.length > 0 && <span className="quiet"> · set: {set.join(', ')}</span>}
      </summary>
      <div className="field wide">
        <label htmlFor={id}>Find a parameter</label>
        <input
          id={id}
          type="search"
          value={wanted}
          placeholder="typo, facet, page…"
          onChange={event => setWanted(event.target.value)}
        />
      </div>
      {found.length === 0 && <p className="quiet">No search parameter has that in its name.</p>}
      {found.map(({ title, names }) => (
        <fieldset key={title} className="parameter-group">
          <legend>{title}</legend>
          <div className="fields">{names.map(field)}</div>
        </fieldset>
      ))}
    </details>
  );
}
