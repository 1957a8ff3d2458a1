import type {
  CreateSecuredApiKeyGenerator,
  CreateSecuredUserTokenForger,
  ForgeSecuredUserToken,
  GenerateSecuredApiKey,
  VerifySecuredApiKey,
  VerifySecuredUserToken,
} from '@forgekey/core';
import { bindCredentials } from '@forgekey/core/bind';
import { denoHmacSha256 } from './hmac.ts';

const bound = bindCredentials(denoHmacSha256);

export const generateSecuredApiKey: GenerateSecuredApiKey = bound.generateSecuredApiKey;
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator = bound.createSecuredApiKeyGenerator;
export const verifySecuredApiKey: VerifySecuredApiKey = bound.verifySecuredApiKey;
export const forgeSecuredUserToken: ForgeSecuredUserToken = bound.forgeSecuredUserToken;
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger = bound.createSecuredUserTokenForger;
export const verifySecuredUserToken: VerifySecuredUserToken = bound.verifySecuredUserToken;
