import { type Finding, type SearchParameterName, searchParameters } from '@forgekey/core';
import { type ReactNode, useId } from 'react';

export interface ParameterFieldProps {
  name: SearchParameterName;
  text: string;
  findings: readonly Finding[];
  hint?: ReactNode;
  onChange: (text: string) => void;
}

/** By the name of a parameter, or by its type. */
const placeholders: Readonly<Record<string, string>> = {
  restrictSources: '192.168.1.0/24',
  numericFilters: 'price < 10, stock > 0',
  tagFilters: 'sale, (new, best)',
  'string[]': 'one, two',
  nested: 'a:1, (b:2, c:3)  or JSON',
  object: '{ … }',
  'number[][]': '[[47.3, 2.1, 48.9, 3.2]]',
};

/** One parameter of the table: its name, its type, a control that fits the type, and what is wrong with its value. */
export function ParameterField({ name, text, findings, hint, onChange }: ParameterFieldProps): ReactNode {
  const id = useId();
  const { type } = searchParameters[name];
  const problem = findings.find(finding => finding.parameter === name && finding.severity !== 'info');
  const described = problem ? `${id}-note` : undefined;
  return (
    <div className={text === '' ? 'field' : 'field set'}>
      <label htmlFor={id}>
        {name} <span className="type">{type === 'nested' ? 'list of lists' : type}</span>
      </label>
      {type === 'boolean' ? (
        <select id={id} value={text} onChange={event => onChange(event.target.value)}>
          <option value="">not set</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      ) : (
        <input
          id={id}
          value={text}
          placeholder={placeholders[name] ?? placeholders[type] ?? ''}
          inputMode={type === 'integer' ? 'numeric' : 'text'}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem?.severity === 'error'}
          aria-describedby={described}
          onChange={event => onChange(event.target.value)}
        />
      )}
      {hint}
      {problem && (
        <p id={described} className={`field-note ${problem.severity}`}>
          {problem.message} {problem.hint}
        </p>
      )}
    </div>
  );
}
