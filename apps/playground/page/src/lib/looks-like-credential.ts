const securedApiKey = /[A-Za-z0-9+/]{86,}/;
const userToken = /eyJ[\w-]{10,}\./;
const parentApiKey = /[0-9a-f]{32}/i;
const agentSecret = /sk-alg-/i;

/**
 * Whether a text holds something that may be a key, a token or a secret, also broken over lines or glued to other text:
 * such a text never enters a link.
 */
export function looksLikeCredential(text: string): boolean {
  const unbroken = text.replace(/\s+/g, '');
  return [securedApiKey, userToken, parentApiKey, agentSecret].some(pattern => pattern.test(unbroken));
}
