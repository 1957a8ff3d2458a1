import type { Style } from '../report/style.ts';
import { applicationId, type ServeCredentials } from './credentials.ts';

/** What a person needs to use the emulator. */
export function startLines(
  url: string,
  indices: Readonly<Record<string, number>>,
  { shown }: ServeCredentials,
  style: Style,
): string {
  const names = Object.entries(indices).map(
    ([name, count]) => `${name} (${count.toLocaleString('en')} ${count === 1 ? 'record' : 'records'})`,
  );
  const made = Object.entries(shown).map(([variable, value]) => `  ${variable}=${value}`);
  return [
    `${style.bold('The emulator listens on')} ${style.green(url)}`,
    `  Indices: ${names.length === 0 ? 'none yet' : names.join(', ')}`,
    `  Client:  algoliasearch('${applicationId}', apiKey, { hosts: [${hostOf(url)}] })`,
    `  Log:     ${url}/_emulator/requests`,
    ...(made.length === 0 ? [] : ['', 'Made for this run, and shown only once:', ...made]),
    '',
  ].join('\n');
}

function hostOf(url: string): string {
  return `{ url: 'localhost', port: ${new URL(url).port}, protocol: 'http', accept: 'readWrite' }`;
}
