import type { CheckOutcome, ExplainedCheck } from '@forgekey/core';
import type { ReactNode } from 'react';

const marks: Readonly<Record<CheckOutcome, string>> = {
  passed: '✓',
  failed: '✕',
  'not reached': '·',
  unknown: '?',
};

const titles: Readonly<Record<string, string>> = {
  acl: 'ACL',
  source: 'Address',
  'parent-validity': 'Parent expiry',
};

/** The checks in order, as gates on a path, and the gate at which the request stops. */
export function GateLine({ checks }: { checks: readonly ExplainedCheck[] }): ReactNode {
  return (
    <ol className="gates" data-testid="gates">
      {checks.map(({ name, rule, outcome }) => (
        <li key={name} className={`gate ${outcome.replace(' ', '-')}`}>
          <span className="gate-mark" aria-hidden="true">
            {marks[outcome]}
          </span>
          <span className="gate-title">{titles[name] ?? capitalized(name)}</span>
          <span className="gate-question">{rule}</span>
          <span className="visually-hidden">{outcome}</span>
        </li>
      ))}
    </ol>
  );
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
