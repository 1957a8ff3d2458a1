/**
 * Publishes the packages to npm, and the one for Deno to JSR. Runs in the workflow "Release", which both registries trust.
 *
 *   node tools/release/main.ts
 */
import { fileURLToPath } from 'node:url';
import { runProcess } from '../run-process.ts';
import { publish } from './publish.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

await publish({ folder: `${root}packed` });
await runProcess(`${root}packages/deno/node_modules/.bin/deno`, ['publish'], { cwd: `${root}packages/deno` });
console.log('published @forgekey/deno on JSR');
