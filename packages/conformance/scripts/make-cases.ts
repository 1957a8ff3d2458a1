/**
 * Writes the *-cases.json of vectors/ours: credentials that a forger, a broken client or a careless
 * one could present, each with what has to come of it. Signed here with node:crypto, not with the code under test.
 *
 * node packages/conformance/scripts/make-cases.ts
 */
import { writeFileSync } from 'node:fs';
import { enforcementCases } from './enforcement-cases.ts';
import { keyCases } from './key-cases.ts';
import { tokenCases } from './token-cases.ts';

const folder = new URL('../vectors/ours/', import.meta.url);
for (const [file, cases] of Object.entries({
  'key-cases': keyCases,
  'token-cases': tokenCases,
  'enforcement-cases': enforcementCases,
})) {
  const names = cases.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new Error(`${file}: two cases are named "${repeated}"`);
  const lines = cases.map(row => `  ${JSON.stringify(row)}`);
  writeFileSync(new URL(`${file}.json`, folder), `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${file}.json: ${cases.length} cases`);
}
