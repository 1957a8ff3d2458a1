import { ForgekeyError } from '../errors.ts';
import { quoteName } from './text.ts';

/**
 * Refuses an unknown option. A misspelled or misplaced option would silently have no effect.
 *
 * @throws {TypeError}
 */
export function assertOptionNames(options: object, known: readonly string[], hint?: string): void {
  // Allocates nothing before an error, because this runs for every key and token.
  for (const name in options) {
    if (known.includes(name) || !Object.hasOwn(options, name)) continue;
    throw new TypeError(
      `Unknown option ${quoteName(name)}. ${hint ?? `The options are ${known.join(', ')}.`}`,
    );
  }
}

/**
 * An option, unless only `Object.prototype` has it: someone who adds it there would give it to every call.
 *
 * @param value - the option. A call that runs for every key reads it by its name, which is faster than by a variable.
 */
export function givenOption<Options extends object, Name extends keyof Options>(
  options: Options,
  name: Name,
  value: Options[Name] = options[name],
): Options[Name] | undefined {
  return value !== undefined && name in Object.prototype && !Object.hasOwn(options, name) ? undefined : value;
}

/** The option that other SDKs also call `dangerouslyAllowBrowser`. */
export interface MintingOptions {
  /** Allows minting in a browser page, for a test or a throw-away demo. Anyone who opens the page can read the secret. */
  dangerouslyAllowBrowser?: boolean;
}

/** Refuses to mint in a browser page, because the parent key or secret would be public. */
export function assertMintingAllowed(options: MintingOptions): void {
  if (givenOption(options, 'dangerouslyAllowBrowser', options.dangerouslyAllowBrowser) === true) return;
  const { window, document } = globalThis as { window?: unknown; document?: unknown };
  if (window === undefined || document === undefined) return;
  throw new ForgekeyError('ERR_BROWSER_MINTING', 'Minting in a browser page would publish the secret.', {
    hint:
      'Mint on a server and send the page the result. ' +
      'For a test or a throw-away demo, pass dangerouslyAllowBrowser: true.',
  });
}
