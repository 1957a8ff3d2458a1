// A page: the DOM, and no Node.
import { createCredentialSource, decodeSecuredApiKey } from '@forgekey/browser-verify';
import { createCredentialGuard } from '@forgekey/deno';

export const restrictions: object = decodeSecuredApiKey('').restrictions;
export const source: object = createCredentialSource({ load: async () => '' });
export const guard: unknown = createCredentialGuard;
