/** The authentication keys of the stand-in Agent Studio, by key id. They open nothing but this service. */
export const userTokenSecrets: Readonly<Record<string, string>> = {
  'playground-2026': 'sk-alg-5d0b1e7a9c3f4d2b8e6a7c1f0b9d3e5a',
  'playground-2025': 'sk-alg-a17c4e9b2d6f4038b5c8e0d1f7a2b694',
};

/** The key id of new tokens. The other id is being replaced, and its tokens are still accepted. */
export const currentSecretKeyId = 'playground-2026';
