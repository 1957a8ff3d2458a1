import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generateApiReference } from './generate.ts';

const folder = fileURLToPath(new URL('../../docs/api', import.meta.url));
await rm(folder, { recursive: true, force: true });
await generateApiReference(folder);
