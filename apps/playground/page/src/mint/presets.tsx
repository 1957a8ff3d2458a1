import { type ReactNode, useId } from 'react';
import { defaultParameters } from './mint-form.ts';

const presets: readonly { label: string; parameters: Readonly<Record<string, string>> }[] = [
  { label: 'A user and their groups', parameters: defaultParameters },
  {
    label: 'One tenant, shared documents only',
    parameters: {
      parent: 'search',
      valid: '86400',
      'r.filters': 'tenant:juniper AND NOT _tags:confidential',
      'r.restrictIndices': 'documents',
      'r.userToken': 'aisha',
    },
  },
  {
    label: 'A public shop: cheap products in stock, few attributes',
    parameters: {
      parent: 'products-only',
      valid: '3600',
      'r.filters': 'visible_by:public AND price < 100',
      'r.numericFilters': 'stock > 0',
      'r.attributesToRetrieve': 'title, brand, price',
      'r.hitsPerPage': '5',
    },
  },
  {
    label: 'A key over 500 characters',
    parameters: {
      parent: 'search',
      valid: '3600',
      'r.filters': Array.from({ length: 14 }, (_, index) => `visible_by:"project/${1000 + index * 37}"`).join(
        ' OR ',
      ),
    },
  },
  {
    label: 'A filter that is refused',
    parameters: {
      parent: 'search',
      valid: '3600',
      'r.filters': 'visible_by:mina OR (tenant:harbor AND group:design)',
    },
  },
];

export interface PresetsProps {
  onChoose: (parameters: Readonly<Record<string, string>>) => void;
}

export function Presets({ onChoose }: PresetsProps): ReactNode {
  const id = useId();
  return (
    <span className="presets">
      <label htmlFor={id} className="visually-hidden">
        Fill the form with an example
      </label>
      <select id={id} value="" onChange={event => onChoose(presets[Number(event.target.value)]!.parameters)}>
        <option value="" disabled>
          Examples…
        </option>
        {presets.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}
