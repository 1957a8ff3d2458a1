import { type Finding, isForgekeyError } from '@forgekey/node';
import { Interrupted, RefusedByLint, UsageError } from '../errors.ts';
import { hintFor, sourceOf } from './words.ts';

/** An error, for programs. */
export interface ErrorDocument {
  readonly code: string;
  /** What is wrong. */
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
  readonly parameter?: string;
  /** The position in a filter text, from 1. */
  readonly column?: number;
  readonly findings?: readonly Finding[];
}

/** @param argv - absent if the error is not about the arguments. */
export function errorDocument(error: unknown, argv: readonly string[] = []): ErrorDocument {
  if (error instanceof UsageError) return defined({ ...placed(error), code: 'ERR_USAGE' });
  if (error instanceof Interrupted) return { code: 'ERR_INTERRUPTED', message: error.message };
  if (error instanceof RefusedByLint) return { ...defined(placed(error)), findings: error.findings };
  if (!isForgekeyError(error)) {
    return { code: 'ERR_UNEXPECTED', message: String((error as Error)?.message ?? error) };
  }
  const source = sourceOf(error, argv);
  const message = source === undefined ? error.message : `${source}: ${error.message}`;
  return defined({ ...placed(error), message, hint: hintFor(error) });
}

interface Placed {
  readonly code?: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly parameter?: string | undefined;
  readonly column?: number | undefined;
}

function placed({ code = '', message, hint, parameter, column }: Placed): Required<Placed> {
  return { code, message, hint, parameter, column };
}

function defined(document: Required<Placed>): ErrorDocument {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => value !== undefined),
  ) as unknown as ErrorDocument;
}
