import type { ReactNode } from 'react';

export interface MergedParametersProps {
  /** The restrictions of the key. */
  restrictions: object;
  /** The parameters of the request. */
  request: object;
  /** What the engine runs. */
  merged: object;
}

/** The sources of a parameter, in the order of the table: restrictions come first. */
const origins = { both: 'key and request', key: 'key', parent: 'parent', request: 'request' } as const;
type Origin = keyof typeof origins;
const order = Object.keys(origins) as Origin[];

/** The parameters that the engine runs, each with its source. */
export function MergedParameters({ restrictions, request, merged }: MergedParametersProps): ReactNode {
  const fromKey = new Map(Object.entries(restrictions));
  const fromRequest = new Map(Object.entries(request));
  const originOf = (name: string): Origin => {
    if (fromKey.has(name)) return fromRequest.has(name) ? 'both' : 'key';
    return fromRequest.has(name) ? 'request' : 'parent';
  };
  const rows = Object.entries(merged)
    .map(([name, value]) => ({ name, value: value as unknown, origin: originOf(name) }))
    .sort((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin));
  return (
    <table className="merged" data-testid="merged">
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Value</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, value, origin }) => (
          <tr key={name} className={`from-${origin}`}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <code>{typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}</code>
            </td>
            <td>
              <span className="origin">{origins[origin]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
