import { ForgekeyError } from '../errors.ts';
import { quoteName } from './text.ts';

/**
 * Refuses an unknown option: misspelled, or put in the wrong place, it would silently have no effect.
 *
 * @throws {TypeError}
 */
export function assertOptionNames(options: object, known: readonly string[], hint?: string): void {
  // Without a list of the names, and without a hint until one is needed: this runs for every key and token.
  for (const name in options) {
    if (known.includes(name) || !Object.hasOwn(options, name)) continue;
    throw new TypeError(
      `Unknown option ${quoteName(name)}. ${hint ?? `The options are ${known.join(', ')}.`}`,
    );
  }
}

/** The switch that other SDKs know under this name, too. */
export interface MintingOptions {
  /** Allow minting in a browser page, for a test or a throw-away demo: everyone who opens the page can read the secret. */
  dangerouslyAllowBrowser?: boolean;
}

/** Refuses to mint in a browser page: the parent key or secret would be public. */
export function assertMintingAllowed(dangerouslyAllowBrowser: boolean | undefined): void {
  if (dangerouslyAllowBrowser === true) return;
  const { window, document } = globalThis as { window?: unknown; document?: unknown };
  if (window === undefined || document === undefined) return;
  throw new ForgekeyError('ERR_BROWSER_MINTING', 'Minting in a browser page would publish the secret.', {
    hint:
      'Mint on a server and send the page the result. ' +
      'For a test or a throw-away demo, pass dangerouslyAllowBrowser: true.',
  });
}
