import type * as core from '@forgekey/core';
import type { Contender, Group } from './measure.ts';
import type { Peers, TokenPeer } from './peers.ts';

/** The functions to measure. `core` and the packages for each runtime export them under the same names. */
export type Library = Pick<
  typeof core,
  | 'authorizeSearch'
  | 'createSecuredApiKeyGenerator'
  | 'createSecuredUserTokenForger'
  | 'decodeSecuredApiKey'
  | 'forgeSecuredUserToken'
  | 'generateSecuredApiKey'
  | 'getSecuredApiKeyRemainingValidity'
  | 'parseFilters'
  | 'verifySecuredApiKey'
  | 'verifySecuredUserToken'
>;

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef0123456789abcdef';
const secretKeyId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const secretKeys = { [secretKeyId]: secretKey };

// Enough inputs that a library which caches its last result does not look faster than it is.
const INPUTS = 64;
const MASK = INPUTS - 1;
const inputs = Array.from({ length: INPUTS }, (_, index) => index);

const common = { restrictIndices: ['products', 'products_price_asc'], hitsPerPage: 20 };
const userIds = inputs.map(index => `user-${index}`);
const filterTexts = inputs.map(
  index => `(visible_by:user_${index} OR visible_by:"group/Finance") AND price < ${index} AND NOT brand:Acme`,
);

/** The versions of forgekey to compare, by name: the current one first, then others, such as an older one. */
export function groupsOf(libraries: Readonly<Record<string, Library>>, peers: Peers): Group[] {
  // Keys for the next hour, as most are. Not at the top of the module: in workerd, the clock shows nothing there.
  const firstValidUntil = Math.floor(Date.now() / 1000) + 3600;
  const ownRestrictions = inputs.map(index => ({
    filters: `visible_by:user_${index} OR visible_by:group/Finance`,
    userToken: `user_${index}`,
    validUntil: firstValidUntil + index,
  }));
  const restrictions = ownRestrictions.map(own => ({ ...common, ...own }));
  const ours = Object.entries(libraries);
  const [[, first]] = ours as [[string, Library]];
  const keys = restrictions.map(given => first.generateSecuredApiKey({ parentApiKey, restrictions: given }));
  const forge = first.createSecuredUserTokenForger({ secretKey, secretKeyId });
  const tokens = userIds.map(userId => forge(userId));
  const each = (prepare: (library: Library) => Contender['run']): Contender[] =>
    ours.map(([name, library]) => ({ name, run: prepare(library) }));

  const keyPeers = Object.entries(peers.keys).map(([name, generate]) => ({
    name,
    run: (index: number) => generate(parentApiKey, restrictions[index & MASK]!),
  }));
  const queryString = first.decodeSecuredApiKey(keys[0]!).queryString;
  const { floor } = peers;
  const floors = floor
    ? [{ name: 'the floor', run: (index: number) => floor(queryString + (index & 7)) }]
    : [];

  const groups: Group[] = [
    {
      name: 'one key',
      contenders: [
        ...each(
          library => index =>
            library.generateSecuredApiKey({ parentApiKey, restrictions: restrictions[index & MASK]! }),
        ),
        ...keyPeers,
        ...floors,
      ],
    },
    {
      name: 'prepared key',
      contenders: [
        ...each(library => {
          const generate = library.createSecuredApiKeyGenerator({ parentApiKey, restrictions: common });
          return index => generate(ownRestrictions[index & MASK]!);
        }),
        ...keyPeers,
        ...floors,
      ],
    },
    {
      name: 'one token',
      contenders: [
        ...each(
          library => index =>
            library.forgeSecuredUserToken({ secretKey, secretKeyId, userId: userIds[index & MASK]! }),
        ),
        ...signers(peers.tokens, peer => userId => peer.prepareSigner(secretKey, secretKeyId)(userId)),
      ],
    },
    {
      name: 'prepared token',
      contenders: [
        ...each(library => {
          const tokenFor = library.createSecuredUserTokenForger({ secretKey, secretKeyId });
          return index => tokenFor(userIds[index & MASK]!);
        }),
        ...signers(peers.tokens, peer => peer.prepareSigner(secretKey, secretKeyId)),
      ],
    },
    {
      name: 'verify a token',
      contenders: [
        ...each(library => index => library.verifySecuredUserToken(tokens[index & MASK]!, { secretKeys })),
        ...verifiers(peers.tokens, tokens),
      ],
    },
    {
      name: 'verify a key',
      contenders: each(
        library => index => library.verifySecuredApiKey(keys[index & MASK]!, { parentApiKeys: parentApiKey }),
      ),
    },
    {
      name: 'decode a key',
      contenders: each(library => index => library.decodeSecuredApiKey(keys[index & MASK]!)),
    },
    {
      name: 'remaining validity',
      contenders: [
        ...each(
          library => index =>
            library.getSecuredApiKeyRemainingValidity({ securedApiKey: keys[index & MASK]! }),
        ),
        ...Object.entries(peers.remainingValidity).map(([name, validityOf]) => ({
          name,
          run: (index: number) => validityOf(keys[index & MASK]!),
        })),
      ],
    },
    {
      name: 'parse filters',
      contenders: each(library => index => library.parseFilters(filterTexts[index & MASK]!)),
    },
    {
      name: 'authorize, filters on both sides',
      contenders: each(library => {
        const verified = keys.map(key => library.verifySecuredApiKey(key, { parentApiKeys: parentApiKey }));
        return index =>
          library.authorizeSearch({
            key: verified[index & MASK]!,
            request: {
              indexName: 'products',
              parameters: { query: 'shoe', filters: filterTexts[index & MASK]! },
            },
          });
      }),
    },
  ];
  for (const { name, contenders } of groups) {
    for (const contender of contenders) assertWorks(name, contender);
  }
  return groups;
}

type TokenPeers = Readonly<Record<string, TokenPeer>>;

function signers(peers: TokenPeers, sign: (peer: TokenPeer) => (userId: string) => unknown): Contender[] {
  return Object.entries(peers).map(([name, peer]) => {
    const run = sign(peer);
    return { name, run: index => run(userIds[index & MASK]!) };
  });
}

function verifiers(peers: TokenPeers, tokens: readonly string[]): Contender[] {
  return Object.entries(peers).flatMap(([name, { prepareVerifier }]) => {
    if (prepareVerifier === undefined) return [];
    const verify = prepareVerifier(secretKey);
    return [{ name, run: (index: number) => verify(tokens[index & MASK]!) }];
  });
}

/** Checks the results, because a contender that does nothing would win. */
function assertWorks(group: string, { name, run }: Contender): void {
  const result = run(1);
  if (result === undefined || result === null) throw new Error(`${group}: ${name} returns nothing`);
  if ((result as { allowed?: boolean }).allowed === false) throw new Error(`${group}: ${name} is refused`);
}

export function namesOf(groups: readonly Group[]): { name: string; contenders: string[] }[] {
  return groups.map(({ name, contenders }) => ({ name, contenders: contenders.map(({ name }) => name) }));
}
