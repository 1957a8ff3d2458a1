/** The other libraries, as functions of a secret and a message. A library that a runtime cannot load is absent. */
export interface Peers {
  /** Functions that create a secured API key, by the name of the official build. */
  readonly keys: Readonly<Record<string, (parentApiKey: string, restrictions: object) => unknown>>;
  readonly remainingValidity: Readonly<Record<string, (securedApiKey: string) => unknown>>;
  readonly tokens: Readonly<Record<string, TokenPeer>>;
  /** The least work that makes a key: two one-shot hashes and one base64. */
  readonly floor?: (text: string) => unknown;
  /** What could not be loaded, and why. */
  readonly leftOut: readonly string[];
}

/** A JWT library. `prepare…` does the work that does not depend on the token. */
export interface TokenPeer {
  readonly prepareSigner: (secretKey: string, secretKeyId: string) => (userId: string) => unknown;
  readonly prepareVerifier?: (secretKey: string) => (token: string) => unknown;
}

const LIFETIME_SEC = 86_400;

type Loader = () => Promise<Partial<Omit<Peers, 'leftOut'>>>;

const portable: Record<string, Loader> = {
  'algoliasearch 5, worker build': async () => {
    const { searchClient } = await import('@algolia/client-search/dist/builds/worker.js');
    return officialClient('algoliasearch 5, worker build', searchClient('app', 'key'));
  },
  'jose 6': async () => {
    const { jwtVerify, SignJWT } = await import('jose');
    const peer: TokenPeer = {
      prepareSigner: (secretKey, kid) => {
        const key = new TextEncoder().encode(secretKey);
        return userId =>
          new SignJWT({ sub: userId })
            .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
            .setExpirationTime('24h')
            .sign(key);
      },
      prepareVerifier: secretKey => {
        const key = new TextEncoder().encode(secretKey);
        return token => jwtVerify(token, key, { algorithms: ['HS256'] });
      },
    };
    return { tokens: { 'jose 6': peer } };
  },
};

const native: Record<string, Loader> = {
  'algoliasearch 5, node build': async () => {
    const { searchClient } = await import('@algolia/client-search/dist/builds/node.js');
    return officialClient('algoliasearch 5, node build', searchClient('app', 'key'));
  },
  'the floor': async () => {
    const { hash } = await import('node:crypto');
    const block = new Uint8Array(96);
    return {
      floor: text => btoa(hash('sha256', block, 'hex') + hash('sha256', text, 'binary').length + text),
    };
  },
  'official token helper': async () => {
    const { createHmac } = await import('node:crypto');
    const { Buffer } = await import('node:buffer');
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const peer: TokenPeer = {
      prepareSigner: (secretKey, kid) => userId => {
        const exp = Math.floor(Date.now() / 1000) + LIFETIME_SEC;
        const input = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode({ sub: userId, exp })}`;
        return `${input}.${createHmac('sha256', secretKey).update(input).digest('base64url')}`;
      },
    };
    return { tokens: { "official helper's steps": peer } };
  },
  'fast-jwt 6': async () => {
    const { createSigner, createVerifier } = await import('fast-jwt');
    const peer: TokenPeer = {
      prepareSigner: (key, kid) => {
        const sign = createSigner({ key, kid, algorithm: 'HS256', expiresIn: LIFETIME_SEC * 1000 });
        return sub => sign({ sub });
      },
      prepareVerifier: key => createVerifier({ key, algorithms: ['HS256'], cache: false }),
    };
    return { tokens: { 'fast-jwt 6, no cache': peer } };
  },
  '@node-rs/jsonwebtoken': async () => {
    const { signSync, verifySync } = await import('@node-rs/jsonwebtoken');
    const algorithm = 'HS256' as import('@node-rs/jsonwebtoken').Algorithm;
    const peer: TokenPeer = {
      prepareSigner: (key, keyId) => sub =>
        signSync({ sub, exp: Math.floor(Date.now() / 1000) + LIFETIME_SEC }, key, { algorithm, keyId }),
      prepareVerifier: key => token => verifySync(token, key, { algorithms: [algorithm] }),
    };
    return { tokens: { '@node-rs/jsonwebtoken': peer } };
  },
  'jsonwebtoken 9': async () => {
    const { default: jsonwebtoken } = await import('jsonwebtoken');
    const peer: TokenPeer = {
      prepareSigner: (key, keyid) => sub =>
        jsonwebtoken.sign({ sub }, key, { keyid, expiresIn: LIFETIME_SEC }),
      prepareVerifier: key => token => jsonwebtoken.verify(token, key, { algorithms: ['HS256'] }),
    };
    return { tokens: { 'jsonwebtoken 9': peer } };
  },
};

/** The peers that do not need Node's API and, if the runtime has it, the others. */
export async function loadPeers(hasNodeApi: boolean): Promise<Peers> {
  const loaders = hasNodeApi ? { ...native, ...portable } : portable;
  const leftOut = hasNodeApi ? [] : Object.keys(native).map(name => `${name}: needs the API of Node`);
  let peers: Omit<Peers, 'leftOut'> = { keys: {}, remainingValidity: {}, tokens: {} };
  for (const [name, load] of Object.entries(loaders)) {
    try {
      const loaded = await load();
      peers = {
        ...peers,
        ...loaded,
        keys: { ...peers.keys, ...loaded.keys },
        remainingValidity: { ...peers.remainingValidity, ...loaded.remainingValidity },
        tokens: { ...peers.tokens, ...loaded.tokens },
      };
    } catch (error) {
      leftOut.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return { ...peers, leftOut };
}

interface OfficialClient {
  generateSecuredApiKey(options: { parentApiKey: string; restrictions: object }): unknown;
  getSecuredApiKeyRemainingValidity(options: { securedApiKey: string }): unknown;
}

function officialClient(name: string, client: OfficialClient): Partial<Peers> {
  return {
    keys: {
      [name]: (parentApiKey, restrictions) => client.generateSecuredApiKey({ parentApiKey, restrictions }),
    },
    remainingValidity: {
      [name]: securedApiKey => client.getSecuredApiKeyRemainingValidity({ securedApiKey }),
    },
  };
}
