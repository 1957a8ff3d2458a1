import { exitCodes } from './exit-codes.ts';

/** Asks a command to end; SIGHUP does so by closing its terminal. */
export type InterruptingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const exitCodeOfSignal: Readonly<Record<InterruptingSignal, number>> = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
};

export const interruptingSignals: readonly InterruptingSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Somebody asked the command to end, so it ended without an error. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
  readonly exitCode: number;
  constructor(signal: InterruptingSignal, output: string | undefined) {
    super(`Interrupted by ${signal}.${output === undefined ? '' : ` ${output} is as it was.`}`);
    this.exitCode = exitCodeOfSignal[signal];
  }
}
