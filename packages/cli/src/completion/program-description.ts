import type { Command, Option } from 'commander';
import { isForFile } from '../flags/value-flag.ts';

/** The part of the command that a completion script needs. */
export interface ProgramDescription {
  readonly name: string;
  readonly commands: readonly CommandDescription[];
}

export interface CommandDescription {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagDescription[];
}

export interface FlagDescription {
  /** The name with its dashes. */
  readonly name: string;
  readonly description: string;
  /** The kind of value that follows the flag. */
  readonly value: 'none' | 'file' | 'text';
}

/** Reads the description from the argument parser, so that nothing is declared twice. Flags without a description are included. */
export function describeProgram(program: Command): ProgramDescription {
  return {
    name: program.name(),
    commands: program.commands.map(command => ({
      name: command.name(),
      description: command.description(),
      flags: [
        ...command.options.map(describeFlag),
        { name: '--help', description: 'show this help', value: 'none' },
      ],
    })),
  };
}

function describeFlag(option: Option): FlagDescription {
  const value = !option.required ? 'none' : isForFile(option) ? 'file' : 'text';
  return { name: option.long!, description: option.description, value };
}
