import { spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** 120 by default. */
  readonly timeoutSec?: number;
}

export interface ProcessResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws Error with the end of its output unless it exits with 0 in time. */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env = {}, timeoutSec = 120 }: ProcessOptions = {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutSec * 1000,
      killSignal: 'SIGKILL',
    });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    child.on('error', error => reject(new Error(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const how =
        signal === null ? `exited with ${code}` : `was stopped by ${signal} (limit ${timeoutSec} s)`;
      const tail = `${output.stdout}\n${output.stderr}`.trim().slice(-4000);
      reject(new Error(`${command} ${args.join(' ').slice(0, 200)} ${how}\n${tail}`));
    });
  });
}
