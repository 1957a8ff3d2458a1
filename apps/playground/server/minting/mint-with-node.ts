import { forgeSecuredUserToken, generateSecuredApiKey, isForgekeyError } from '@forgekey/node';
import { ApiError } from '../http/api-error.ts';
import { type Minter, mint } from './mint-job.ts';
import { mintSecrets } from './mint-secrets.ts';

const library = { generateSecuredApiKey, forgeSecuredUserToken };

/** Mints in this process, with `@forgekey/node`. */
export const mintWithNode: Minter = async job => {
  try {
    return { runtime: `Node ${process.versions.node}`, ...mint(library, mintSecrets, job) };
  } catch (error) {
    if (isForgekeyError(error)) throw new ApiError(400, error.message, error);
    throw error;
  }
};
