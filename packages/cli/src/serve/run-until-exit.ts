import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { interruptingSignals } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * Waits for the command to end, or for a signal if there is no command, then stops the service.
 *
 * @returns the exit code: that of the command; 0 for a signal, which is how a service ends
 */
export async function runUntilExit(
  command: string | undefined,
  environment: Readonly<Record<string, string>>,
  stop: () => Promise<void>,
): Promise<number> {
  const code = command === undefined ? await signalled() : await runCommand(command, environment);
  await stop();
  return code;
}

/** A second signal ends the process at once, as if there were no handler. */
function signalled(): Promise<number> {
  return new Promise(resolve => {
    for (const signal of interruptingSignals) process.once(signal, () => resolve(exitCodes.ok));
  });
}

async function runCommand(command: string, environment: Readonly<Record<string, string>>): Promise<number> {
  // In a terminal, the command must keep the keyboard. Elsewhere it gets its own process group, so that a signal reaches all of it.
  const isGroup = !process.stdin.isTTY && process.platform !== 'win32';
  const child = spawn(command, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    detached: isGroup,
  });
  for (const signal of interruptingSignals) process.on(signal, () => forward(child, signal, isGroup));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}

function forward({ pid }: ChildProcess, signal: NodeJS.Signals, isGroup: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(isGroup ? -pid : pid, signal);
  } catch {
    // It has ended already.
  }
}
