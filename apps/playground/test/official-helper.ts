import { algoliasearch } from 'algoliasearch';

/** The helper of the official client's Node build, which the declared type of the client leaves out. */
interface NodeHelpers {
  generateSecuredApiKey(options: { parentApiKey: string; restrictions: object }): string;
}

const helpers = algoliasearch('APP', 'KEY') as unknown as NodeHelpers;

/** What the official client makes of the same restrictions. */
export function generateSecuredApiKey(parentApiKey: string, restrictions: object): string {
  return helpers.generateSecuredApiKey({ parentApiKey, restrictions });
}
