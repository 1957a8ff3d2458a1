import type { Finding } from '@forgekey/core';
import type { ReactNode } from 'react';
import { Chip, type Tone } from './chip.tsx';

const tones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warn', info: 'info' };

export function Findings({ findings }: { findings: readonly Finding[] }): ReactNode {
  if (findings.length === 0) return <Chip tone="good">Nothing found</Chip>;
  return (
    <ul className="findings">
      {findings.map(({ code, severity, message, hint, parameter }) => (
        <li key={`${code}-${parameter}-${message}`} className={severity}>
          <p className="finding-head">
            <Chip tone={tones[severity]}>{severity}</Chip>
            <code>{code}</code>
          </p>
          <p>{message}</p>
          {hint && (
            <p className="finding-fix">
              <b>Fix</b> {hint}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
