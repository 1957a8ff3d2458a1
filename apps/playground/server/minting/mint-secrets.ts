import { parentKeys } from '../keys/parent-keys.ts';
import { currentSecretKeyId, userTokenSecrets } from '../keys/user-token-secrets.ts';
import type { MintSecrets } from './mint-job.ts';

/** The secrets of the minting routes, without the Admin API key. */
export const mintSecrets: MintSecrets = {
  parentApiKeys: Object.fromEntries(
    parentKeys.filter(parent => parent.mintable).map(parent => [parent.name, parent.apiKey]),
  ),
  secretKey: userTokenSecrets[currentSecretKeyId]!,
  secretKeyId: currentSecretKeyId,
};
