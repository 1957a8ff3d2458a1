const securedApiKey = /[A-Za-z0-9+/]{86,}/;
const userToken = /eyJ[\w-]{10,}\.[\w-]*\.?[\w-]*/;
const parentApiKey = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/i;
const agentSecret = /sk-alg-/i;

/** Whether a text holds something that may be a key, a token or a secret: such a text never enters a link. */
export function looksLikeCredential(text: string): boolean {
  return [securedApiKey, userToken, parentApiKey, agentSecret].some(pattern => pattern.test(text));
}
