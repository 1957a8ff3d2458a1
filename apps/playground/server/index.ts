import { fileURLToPath } from 'node:url';
import { readSeed } from '@forgekey/emulator';
import { demoData, ownData } from './data/service-data.ts';
import { readSettings } from './read-settings.ts';
import { type Service, startService } from './start-service.ts';

// Seen from dist/server/index.js, where this file runs.
const pageDirectory = fileURLToPath(new URL('../page', import.meta.url));
const denoScript = fileURLToPath(new URL('../../deno/mint-server.ts', import.meta.url));

// The terminal sends Ctrl-C to this process and to npm, and npm passes it on, so that one Ctrl-C arrives twice.
const SAME_KEY_PRESS_MS = 1000;

/** Runs the service until SIGINT or SIGTERM; a second signal does not wait. */
async function run(): Promise<void> {
  const { port, redisUrl, dataFolder } = readSettings(process.argv.slice(2), process.env);
  const data = dataFolder === undefined ? demoData() : ownData(await readSeed(dataFolder));
  const service = await startService({ port, redisUrl, data, pageDirectory, denoScript }).catch(error => {
    throw error.code === 'EADDRINUSE' ? portTaken(port) : error;
  });
  stopOnSignal(service);
  service.warmUp();
  console.log(`forgekey playground: ${service.url} (Ctrl-C stops it)`);
}

function stopOnSignal(service: Service): void {
  let stoppedAt: number | undefined;
  const onSignal = async (): Promise<void> => {
    if (stoppedAt !== undefined) {
      if (Date.now() - stoppedAt > SAME_KEY_PRESS_MS) process.exit(1);
      return;
    }
    stoppedAt = Date.now();
    await service.stop();
    console.log('forgekey playground: stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

function portTaken(port: number): Error {
  return new Error(
    `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
}

run().catch((error: Error & { hint?: string }) => {
  console.error(`forgekey playground: ${error.message}`);
  if (error.hint !== undefined) console.error(`hint: ${error.hint}`);
  process.exitCode = 1;
});
