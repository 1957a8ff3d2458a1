import { parentKeys } from '../keys/parent-keys.ts';
import { currentSecretKeyId, userTokenSecrets } from '../keys/user-token-secrets.ts';
import type { MintSecrets } from './mint-job.ts';

/** What the minting routes may sign with. The Admin API key is not among it. */
export const mintSecrets: MintSecrets = {
  parentApiKeys: Object.fromEntries(
    parentKeys.filter(parent => parent.mintable).map(parent => [parent.name, parent.apiKey]),
  ),
  secretKey: userTokenSecrets[currentSecretKeyId]!,
  secretKeyId: currentSecretKeyId,
};
