import type { Reason } from './proof.ts';

/** What carries an answer, for people: `a parent filters[0]: tenant_id:42`. */
export function describeReason(reason: Reason): string {
  if ('rule' in reason) return `rule ${reason.rule}`;
  const { of, from, parameter, index, text } = reason;
  const owner = [of, from].filter(name => name !== undefined);
  return `${[...owner, `${parameter}[${index}]`].join(' ')}: ${text}`;
}
