import type { Emulator } from '@forgekey/emulator';
import { printable } from '../report/printable.ts';
import type { Style } from '../report/style.ts';

type Decision = Emulator['requests'][number];

/** One request on one line: time, status, route, index, key, the deciding rule, and the duration. */
export function requestLine(decision: Decision, style: Style): string {
  const { time, status, method, path, indexName, durationMs } = decision;
  const paint = status < 400 ? style.green : style.red;
  const parts = [
    style.dim(time.toISOString().slice(11, 19)),
    paint(String(status)),
    `${method} ${printable(path)}`,
    ...(indexName === undefined ? [] : [style.bold(printable(indexName))]),
    keyOf(decision),
    printable(verdictOf(decision)),
    style.dim(`${durationMs} ms`),
  ];
  return parts.filter(part => part !== '').join('  ');
}

export function requestDocument(decision: Decision): object {
  return { event: 'request', ...decision };
}

function keyOf({ keyKind, keyFingerprint, userToken }: Decision): string {
  if (keyFingerprint === undefined) return 'no key';
  const user = userToken === undefined ? '' : ` (${printable(userToken)})`;
  return `${keyKind ?? 'unknown'} key ${keyFingerprint}${user}`;
}

/** The refusal, or the combined filters of the key and the request. */
function verdictOf({ message, hint, parameters, warning }: Decision): string {
  if (message !== undefined) return hint === undefined ? message : `${message}. ${hint}`;
  if (warning !== undefined) return `Warning: ${warning}`;
  const filters = parameters?.filters;
  return typeof filters === 'string' ? `filters: ${filters}` : '';
}
