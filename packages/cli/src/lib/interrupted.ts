import { exitCodes } from './exit-codes.ts';

/** Somebody asked the command to end, so it ended without an error. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
  readonly exitCode: number;
  constructor(signal: NodeJS.Signals, output: string | undefined) {
    super(`Interrupted by ${signal}.${output === undefined ? '' : ` ${output} is as it was.`}`);
    this.exitCode = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
  }
}
