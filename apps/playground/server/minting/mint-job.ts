/** One order to mint, complete: two runtimes that are given the same order make the same bytes. */
export interface MintJob {
  securedApiKey?: { parent: string; restrictions: Record<string, unknown> };
  userToken?: { userId: string; expiresInSec: number; nowSec: number };
}

export interface Minted {
  /** The runtime that minted, with its version. */
  runtime: string;
  securedApiKey?: string;
  userToken?: string;
}

export type Minter = (job: MintJob) => Promise<Minted>;

/** What a minter signs with. */
export interface MintSecrets {
  /** Parent API keys by name: only those that may be parents. */
  parentApiKeys: Readonly<Record<string, string>>;
  secretKey: string;
  secretKeyId: string;
}

/** The two functions that `@forgekey/node` and `@forgekey/deno` share. */
export interface MintLibrary {
  generateSecuredApiKey(options: { parentApiKey: string; restrictions: object }): string;
  forgeSecuredUserToken(options: {
    secretKey: string;
    secretKeyId: string;
    userId: string;
    expiresIn: number;
    now: Date;
  }): string;
}

/**
 * Does the order with the given library. This file is read by Node and by Deno as it stands: it imports nothing.
 *
 * @throws whatever the library refuses.
 */
export function mint(library: MintLibrary, secrets: MintSecrets, job: MintJob): Omit<Minted, 'runtime'> {
  const minted: Omit<Minted, 'runtime'> = {};
  if (job.securedApiKey) {
    const { parent, restrictions } = job.securedApiKey;
    const parentApiKey = secrets.parentApiKeys[parent]!;
    minted.securedApiKey = library.generateSecuredApiKey({ parentApiKey, restrictions });
  }
  if (job.userToken) {
    const { userId, expiresInSec, nowSec } = job.userToken;
    const { secretKey, secretKeyId } = secrets;
    const now = new Date(nowSec * 1000);
    minted.userToken = library.forgeSecuredUserToken({
      secretKey,
      secretKeyId,
      userId,
      expiresIn: expiresInSec,
      now,
    });
  }
  return minted;
}
