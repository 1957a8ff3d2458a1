import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../errors.ts';

type EmulatorModule = typeof import('@forgekey/emulator');

const NAME = '@forgekey/emulator';

/** The emulator next to this command, otherwise that of the project: `npx forgekey` installs only the command. */
export async function loadEmulator(): Promise<EmulatorModule> {
  try {
    return await import('@forgekey/emulator');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    const path = createRequire(join(process.cwd(), 'package.json')).resolve(NAME);
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UsageError(
      `"forgekey serve" needs the package ${NAME}, which is not installed.`,
      `Install it: npm install --save-dev ${NAME}`,
    );
  }
}

function isMissing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return /^(?:ERR_)?MODULE_NOT_FOUND$/.test(code ?? '') && message.includes(NAME);
}
