export { createCredentialSource } from './credential-source/create-credential-source.ts';
export type {
  CredentialRequestOptions,
  CredentialSource,
  CredentialSourceOptions,
  CredentialState,
  CredentialStatus,
  CredentialWithServerDate,
  LoadContext,
  LoadedCredential,
} from './credential-source/types.ts';
