import {
  compileFilters,
  confineToAttribute,
  decodeSecuredApiKey,
  findOverlaps,
  matchesFilters,
  minimizeRestrictions,
  type Proof,
  type ProofOptions,
  proveConfined,
  proveDisjoint,
  proveNotWider,
  type SecuredApiKeyRestrictions,
} from '@forgekey/core';
import { signedKey } from '../../../../packages/core/test/support/credentials.ts';
import { reviveHostile } from '../../../../packages/core/test/support/hostile-values.ts';
import { hold, type Target, type Texts } from '../target.ts';
import { queryStrings, records, restrictions } from './seeds.ts';

const options: ProofOptions<object> = {
  schema: { tenant_id: { singleValued: true, required: true }, price: { integer: true } },
  parent: { queryParameters: 'filters=a%3A1', indexes: ['dev_*'], acl: ['search'] },
  rules: [
    {
      objectID: 'rule',
      conditions: [{ context: 'c' }],
      consequence: { promote: [{ objectID: '1' }] },
    },
  ],
  settings: { attributesForFaceting: ['searchable(tenant_id)'], replicas: ['virtual(prod_price)'] },
} as ProofOptions<object>;

interface Question {
  readonly a: SecuredApiKeyRestrictions;
  readonly b: SecuredApiKeyRestrictions;
  readonly claim: string;
  readonly options?: ProofOptions<object>;
}

const seeds = restrictions.map((a, index) =>
  JSON.stringify({
    a,
    b: restrictions.at(-1 - index),
    claim: index % 2 === 0 ? 'tenant_id:42' : 'price < 10 OR NOT a:1',
    ...(index < 4 && { options: index === 0 ? options : { schema: options.schema } }),
  }),
);

const confined: Target = {
  name: 'prove-confined',
  form: 'json',
  seeds,
  run(input) {
    const { a, claim, options } = questionOf(input);
    const proof = proveConfined(a, claim, options);
    if (
      isPlain(input) &&
      proof.verdict === 'refuted' &&
      options?.parent === undefined &&
      options?.rules === undefined
    ) {
      hold(compileFilters(a)(proof.record), 'the record is one that the key hides');
      hold(!matchesFilters(claim, proof.record), 'the record satisfies the claim');
    }
    if (isPlain(input) && proof.verdict === 'proved' && options === undefined) {
      const passes = compileFilters(a);
      for (const record of records) {
        hold(!passes(record) || matchesFilters(claim, record), 'a record refutes what was proved');
      }
    }
    return textsOf(proof);
  },
};

function proofOfTwo(
  name: string,
  prove: (a: SecuredApiKeyRestrictions, b: SecuredApiKeyRestrictions, options?: ProofOptions<never>) => Proof,
): Target {
  return {
    name,
    form: 'json',
    seeds,
    run(input) {
      const { a, b, options } = questionOf(input);
      return textsOf(prove(a, b, options as ProofOptions<never>));
    },
  };
}

const overlaps: Target = {
  name: 'find-overlaps',
  form: 'json',
  seeds,
  run(input) {
    const { a, b } = questionOf(input);
    const { proof } = confineToAttribute(a, 'tenant_id');
    const keys = [a, b].map((restrictions, at) => ({ id: `${at}`, restrictions }));
    const schema = { tenant_id: { singleValued: true } };
    const found = [...findOverlaps(keys, { attribute: 'tenant_id', schema })];
    return [proof, ...found.map(({ proof }) => proof)].flatMap(proof => textsOf(proof) ?? []);
  },
};

/** The shorter restrictions show the same records. */
const minimized: Target = {
  name: 'minimize-restrictions',
  form: 'json',
  seeds: restrictions.map(value => JSON.stringify(value)),
  run(input) {
    const given = reviveHostile(JSON.parse(input)) as SecuredApiKeyRestrictions;
    const shorter = minimizeRestrictions(given);
    if (!isPlain(input)) return undefined;
    const [before, after] = [compileFilters(given), compileFilters(shorter)];
    for (const record of records)
      hold(before(record) === after(record), 'minimized restrictions show another record');
    return undefined;
  },
};

/** A key as it was signed, by whatever client. */
const signed: Target = {
  name: 'prove-signed',
  form: 'text',
  seeds: queryStrings,
  run(input) {
    const key = decodeSecuredApiKey(signedKey(input));
    minimizeRestrictions(key);
    return textsOf(proveConfined(key, 'tenant_id:42'));
  },
};

function questionOf(input: string): Question {
  return (reviveHostile(JSON.parse(input)) ?? {}) as Question;
}

/** Whether the input has no value that shows itself differently to each reader, and no `searchParams`, which only keys have. */
function isPlain(input: string): boolean {
  return !input.includes('$hostile') && !input.includes('searchParams');
}

function textsOf(proof: Proof): Texts {
  if (proof.verdict === 'undecided') return [proof.reason];
  if (proof.verdict === 'vacuous') return undefined;
  return [
    ...proof.assumptions.flatMap(({ message, hint }) => [message, hint]),
    ...('hint' in proof ? [proof.hint] : []),
  ];
}

export const isolationTargets: readonly Target[] = [
  confined,
  proofOfTwo('prove-disjoint', proveDisjoint),
  proofOfTwo('prove-not-wider', proveNotWider),
  overlaps,
  minimized,
  signed,
];
