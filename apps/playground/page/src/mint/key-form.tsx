import type { Finding, SearchParameterName } from '@forgekey/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import type { Catalog } from '../lib/service.ts';
import type { ParameterPatch } from '../lib/use-location.ts';
import { FilterEditor } from './filter-editor.tsx';
import type { MintForm } from './mint-form.ts';
import { OtherParameters } from './other-parameters.tsx';
import { ParameterField } from './parameter-field.tsx';
import { commonParameters } from './parameter-groups.ts';
import { Presets } from './presets.tsx';
import { ValidityField } from './validity-field.tsx';

export interface KeyFormProps {
  form: MintForm;
  findings: readonly Finding[];
  catalog: Catalog;
  onText: (parameter: string, text: string) => void;
  onChange: (patch: ParameterPatch) => void;
  onPreset: (parameters: Readonly<Record<string, string>>) => void;
}

export function KeyForm({ form, findings, catalog, onText, onChange, onPreset }: KeyFormProps): ReactNode {
  const id = useId();
  const parent = catalog.parents.find(({ name }) => name === form.parent);
  const field = (name: SearchParameterName): ReactNode => (
    <ParameterField
      key={name}
      name={name}
      text={form.texts[name] ?? ''}
      findings={findings}
      onChange={text => onText(name, text)}
      hint={name === 'restrictIndices' && <IndexHints catalog={catalog} form={form} onText={onText} />}
    />
  );
  return (
    <Card title="What the key may see" className="key-form" aside={<Presets onChoose={onPreset} />}>
      <div className="fields">
        <div className="field wide set">
          <label htmlFor={id}>
            Parent key <span className="type">held by the server</span>
          </label>
          <select id={id} value={form.parent} onChange={event => onChange({ parent: event.target.value })}>
            {catalog.parents.map(({ name, mintable }) => (
              <option key={name} value={name} disabled={!mintable}>
                {name}
                {mintable ? '' : ' (never a parent)'}
              </option>
            ))}
          </select>
          {parent && <p className="field-note">{parent.description}</p>}
        </div>
        {commonParameters.map(name => {
          if (name === 'filters')
            return (
              <FilterEditor
                key={name}
                text={form.texts.filters ?? ''}
                onChange={text => onText('filters', text)}
              />
            );
          if (name === 'validUntil')
            return <ValidityField key={name} valid={form.valid} onChange={valid => onChange({ valid })} />;
          return field(name);
        })}
      </div>
      <OtherParameters form={form} field={field} />
    </Card>
  );
}

function IndexHints({ catalog, form, onText }: Pick<KeyFormProps, 'catalog' | 'form' | 'onText'>): ReactNode {
  const chosen = (form.texts.restrictIndices ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  const unused = catalog.indices.filter(({ name }) => !chosen.includes(name));
  return (
    <p className="hint-buttons">
      {unused.map(({ name }) => (
        <button
          key={name}
          type="button"
          className="button tiny"
          onClick={() => onText('restrictIndices', [...chosen, name].join(', '))}
        >
          + {name}
        </button>
      ))}
    </p>
  );
}
