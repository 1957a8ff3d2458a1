import type {
  CreateSecuredApiKeyGenerator,
  CreateSecuredUserTokenForger,
  ForgeSecuredUserToken,
  GenerateSecuredApiKey,
  VerifySecuredApiKey,
  VerifySecuredUserToken,
} from '@forgekey/core';
import { bindCredentials } from '@forgekey/core/bind';
import { nativeHmacSha256 } from './lib/hmac.ts';

const native = bindCredentials(nativeHmacSha256);

export const generateSecuredApiKey: GenerateSecuredApiKey = native.generateSecuredApiKey;
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator = native.createSecuredApiKeyGenerator;
export const verifySecuredApiKey: VerifySecuredApiKey = native.verifySecuredApiKey;
export const forgeSecuredUserToken: ForgeSecuredUserToken = native.forgeSecuredUserToken;
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger = native.createSecuredUserTokenForger;
export const verifySecuredUserToken: VerifySecuredUserToken = native.verifySecuredUserToken;
