/** A complete job: two runtimes make the same bytes of the same job. */
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

/** The secrets of a minter. */
export interface MintSecrets {
  /** The parent API keys that may sign, by name. */
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
 * Runs the job with the given library. Node and Deno both load this file unchanged, so it imports nothing.
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
