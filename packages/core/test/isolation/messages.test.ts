import { describe, expect, it } from 'vitest';
import { confineToAttribute } from '../../src/isolation/confine-to-attribute.ts';
import { findOverlaps } from '../../src/isolation/find-overlaps.ts';
import { minimizeRestrictions } from '../../src/isolation/minimize-restrictions.ts';
import type { Proof, ProofOptions } from '../../src/isolation/proof.ts';
import { describeReason } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

const tenant = { filters: 'tenant_id:42' };
const singleValued = { tenant_id: { singleValued: true } };
const disjoint = (a: string, b: string, options = {}) =>
  proveDisjoint({ filters: a }, { filters: b }, options);
const confined = (filters: string, claim: string, options: ProofOptions = {}) =>
  proveConfined({ filters }, claim, options);
const undecided = (reason: string) => ({ verdict: 'undecided', reason });

describe('what an answer takes for granted, and how to rule it out', () => {
  const rules = [
    'rules',
    'No rule of the index pins a record. A rule shows the records that it pins regardless of filters, unless it sets filterPromotes.',
    'Sign enableRules: false in the key, or give the rules of the index to check them.',
  ];
  const retrieval = [
    'retrievalById',
    'Records cannot be retrieved by objectID past the filters. Whether filters apply there is not documented.',
    'Use object ids that cannot be guessed, and do not serve records by id from this index.',
  ];
  const recommendations = [
    'recommendations',
    'Recommendations are not used. Whether the filters of a key apply to them is not documented.',
    'Do not train recommendation models on an index that several tenants share.',
  ];
  const faceting = (name: string) => [
    `faceting of ${name}`,
    `"${name}" is declared in the attributesForFaceting of the index. Otherwise a filter on it does not work.`,
    `Add filterOnly(${name}) to attributesForFaceting, and give the settings of the index to check it.`,
  ];
  const schemaOf = (name: string, what: string, hint: string) => [
    `schema of ${name}`,
    `${what}, as the schema states. Nothing enforces this.`,
    hint,
  ];
  const oneTenant = schemaOf(
    'tenant_id',
    'Every record has at most one value of "tenant_id"',
    'Check it where records are written: a list there would be seen by several keys.',
  );
  it.each<[string, () => Proof, readonly string[][]]>([
    [
      'a proof',
      () => proveConfined(tenant, 'tenant_id:42'),
      [rules, faceting('tenant_id'), retrieval, recommendations],
    ],
    [
      'a proof by facts of the schema',
      () => disjoint('tenant_id:1', 'tenant_id:2', { schema: singleValued }),
      [oneTenant, rules, faceting('tenant_id'), retrieval, recommendations],
    ],
    [
      'a proof by numbers that are integers',
      () => confined('price > 9', 'price >= 10', { schema: { price: { integer: true } }, rules: [] }),
      [
        schemaOf('price', 'Every value of "price" is an integer', 'Check it where records are written.'),
        retrieval,
        recommendations,
      ],
    ],
    [
      'a proof by an integer that every record has',
      () =>
        proveConfined(tenant, 'a > 0 OR a <= 0', {
          schema: { a: { required: true, integer: true } },
          rules: [],
        }),
      [
        schemaOf('a', 'Every record has a value of "a"', 'Check it where records are written.'),
        schemaOf('a', 'Every value of "a" is an integer', 'Check it where records are written.'),
        retrieval,
        recommendations,
      ],
    ],
    [
      'a counterexample with a value that every record has',
      () => confined('NOT a:1', 'a:2', { schema: { a: { required: true } }, rules: [] }),
      [],
    ],
    [
      'a proof with settings that declare nothing',
      () =>
        confined('tenant_id:42 AND price > 1 AND sale', 'price > 1', {
          rules: [],
          settings: { numericAttributesForFiltering: [] },
        }),
      [
        [
          'faceting of tenant_id',
          '"tenant_id" is not in the attributesForFaceting of the settings, so a filter on it does not work.',
          'Add filterOnly(tenant_id) to attributesForFaceting.',
        ],
        [
          'numericAttributes of price',
          '"price" is not in the numericAttributesForFiltering of the settings, so this numeric filter does not work.',
          'Add price to numericAttributesForFiltering.',
        ],
        retrieval,
        recommendations,
      ],
    ],
    [
      'a proof with a parent key that may do more',
      () =>
        proveConfined({ tagFilters: ['a'] }, '_tags:a', {
          rules: [],
          parent: { acl: ['search', 'browse', 'logs', 'browse'] },
        }),
      [
        retrieval,
        recommendations,
        [
          'acl',
          'The parent key allows more than search ("browse", "logs"), and its keys inherit that.',
          'Sign with a parent key whose ACL is "search" alone.',
        ],
      ],
    ],
    [
      'a proof by index names',
      () => proveDisjoint({ restrictIndices: ['a'] }, { restrictIndices: ['b'] }),
      [
        [
          'replicas',
          'No index of one key is a replica of an index of the other: a replica holds the same records under another name.',
          'Separate the keys by filters as well, or give the settings of the index to check its replicas.',
        ],
      ],
    ],
    [
      'a proof by numericFilters',
      () => proveConfined({ numericFilters: ['tenant_id = 42'] }, 'tenant_id:42', { rules: [] }),
      [
        [
          'numericFiltersMerge',
          'The numericFilters of a request are joined to those of the key by AND. An older engine may let them replace those of the key.',
          'Write the condition into filters.',
        ],
        retrieval,
        recommendations,
      ],
    ],
    [
      'a proof by negated numbers',
      () => disjoint('NOT price = 5', 'price = 5', { rules: [] }),
      [
        [
          'negatedNumbers',
          'A negated numeric condition hides a record if any of its numbers satisfies the condition. For lists of numbers this is not documented.',
          'Write the condition without NOT, or keep a single number per record.',
        ],
        retrieval,
        recommendations,
      ],
    ],
    [
      'a counterexample with accents',
      () => confined('t:café', 't:cafe'),
      [
        [
          'accents',
          'Facet values that differ in accents are different. How the engine normalizes them is not documented.',
          'Use values without accents, such as ids.',
        ],
      ],
    ],
    [
      'a counterexample with the text of a number',
      () => confined('t:1', 't:1.0', { settings: {} }),
      [
        [
          'numberText',
          'A facet value such as 1.0 is text and does not match the number 1. What the engine does is not documented.',
          'Write numbers in their shortest form, such as 1 for 1.0.',
        ],
        [
          'faceting of t',
          '"t" is not in the attributesForFaceting of the settings, so a filter on it does not work.',
          'Add filterOnly(t) to attributesForFaceting.',
        ],
      ],
    ],
  ])('%s', (_what, prove, expected) => {
    const proof = prove();
    const assumptions = 'assumptions' in proof ? proof.assumptions : [];
    expect(
      assumptions.map(({ code, attribute, message, hint }) => [
        attribute === undefined ? code : `${code} of ${attribute}`,
        message,
        hint,
      ]),
    ).toEqual(expected);
  });
});

describe('why there is no answer', () => {
  const ambiguous = { queryString: 'filters=a%3A1', restrictions: {} };
  it.each<[() => Proof, string]>([
    [
      () => confined('a:1 OR', 'a:1'),
      '"filters" cannot be read: Unexpected token end of filter expected filter at col 7.',
    ],
    [
      () => proveConfined({ facetFilters: ['a'] }, 'a:1'),
      '"facetFilters" cannot be read: "facetFilters" has an invalid item "a": expected attribute:value.',
    ],
    [
      () => confined('a:1', 'n > 4611686018427388'),
      '"filters" cannot be read: The number 4611686018427388 at col 5 is beyond what the engine can compare exactly.',
    ],
    [
      () => proveConfined({ ...ambiguous, queryString: 'filters=a%3A1&filters=b%3A1', problems: [] }, 'a:1'),
      'The key is ambiguous: "filters" occurs more than once.',
    ],
    [
      () =>
        proveConfined(
          { ...ambiguous, problems: [{ kind: 'repeated', parameter: 'query', text: '', message: '' }] },
          'a:1',
        ),
      'The key is ambiguous: "query".',
    ],
    [
      () =>
        proveConfined(tenant, 'tenant_id:42', { parent: { queryParameters: 'filters=a%3A1&filters=a%3A2' } }),
      'The parent key is ambiguous: "filters" occurs more than once.',
    ],
    [
      () => proveConfined({ ...tenant, query: 'x', page: 2 }, 'a:1'),
      'The filters allow a counterexample, but other parameters of the key may hide it: "page", "query". Prove the claim without them to see it.',
    ],
    [
      () => proveNotWider({ ...tenant, distinct: 1 }, { ...tenant, query: 'x', distinct: 1, page: 1 }),
      'The baseline may hide more records, because these parameters differ: "page", "query". Sign the same in both keys to compare their filters.',
    ],
    [
      () => confined(`${'a.'.repeat(64)}a:1`, 'x:1'),
      'A record for an attribute with more than 64 levels cannot be written.',
    ],
    [
      () => proveConfined(tenant, 'a:1', { maxSteps: 3 }),
      'No answer was found within 3 steps. Raise "maxSteps" to search longer.',
    ],
    [
      () => confineToAttribute({ filters: 'public:true' }, 'tenant_id').proof,
      'No group of the key is about this attribute alone. Add one to confine the key.',
    ],
    [
      () => confineToAttribute({ filters: 'a:1 OR' }, 'a').proof,
      '"filters" cannot be read: Unexpected token end of filter expected filter at col 7.',
    ],
  ])('is said, case %#', (prove, reason) => {
    expect(prove()).toEqual(undecided(reason));
  });

  it('is no longer a matter of levels for an attribute with 64 of them', () => {
    expect(confined(`${'a.'.repeat(63)}a:1`, 'x:1').verdict).toBe('refuted');
  });
});

describe('a misuse is refused by name', () => {
  const notARuleList = '"rules" must be an array of rules, or an object with such an array in "hits".';
  const notALists = '"rules" contains a rule whose "promote" or "conditions" is not an array of objects.';
  const notAnId = '"rules" contains a promotion whose "objectID" is not a string.';
  const names = 'The options are schema, parent, rules, settings, maxSteps.';
  it.each<[unknown, string]>([
    [null, 'The options of a proof must be an object.'],
    [[], 'The options of a proof must be an object.'],
    [{ scheme: {} }, `Unknown option "scheme". ${names}`],
    [{ schema: [] }, '"schema" must be an object of facts by attribute.'],
    [{ schema: { a: 1 } }, 'The facts about "a" must be an object.'],
    [
      { schema: { a: { single: true } } },
      'Unknown option "single". The options are singleValued, required, integer.',
    ],
    [{ schema: { a: { singleValued: 1 } } }, '"singleValued" must be true or false.'],
    [{ maxSteps: 0 }, '"maxSteps" must be a positive integer.'],
    [{ maxSteps: 1.5 }, '"maxSteps" must be a positive integer.'],
    [{ rules: null }, notARuleList],
    [{ rules: {} }, notARuleList],
    [{ rules: [null] }, notARuleList],
    [{ rules: { hits: {} } }, notARuleList],
    [{ rules: [{ consequence: { promote: {} } }] }, notALists],
    [{ rules: [{ consequence: { promote: [1] } }] }, notALists],
    [{ rules: [{ conditions: [1] }] }, notALists],
    [{ rules: [{ consequence: { promote: [{ objectID: {} }] } }] }, notAnId],
    [{ rules: [{ consequence: { promote: [{ objectIDs: [{}] }] } }] }, notAnId],
    [{ rules: [{ consequence: { promote: [{ objectIDs: '7' }] } }] }, notAnId],
    [{ settings: [] }, '"settings" must be the settings of an index, as an object.'],
    [
      { settings: { attributesForFaceting: 'a' } },
      '"settings.attributesForFaceting" must be an array of strings.',
    ],
    [
      { settings: { numericAttributesForFiltering: [1] } },
      '"settings.numericAttributesForFiltering" must be an array of strings.',
    ],
    [{ settings: { replicas: {} } }, '"settings.replicas" must be an array of strings.'],
    [{ settings: { primary: 1 } }, '"settings.primary" must be a string.'],
    [
      { parent: { acl: 'search' } },
      '"parent" must describe the parent key: "acl" must be an array of strings.',
    ],
  ])('in the options %j', (options, message) => {
    expect(() => proveConfined(tenant, 'tenant_id:42', options as ProofOptions)).toThrow(
      new TypeError(message),
    );
  });

  it('but null in the settings is what the API returns for nothing', () => {
    const settings = { attributesForFaceting: null, numericAttributesForFiltering: null, replicas: null };
    expect(proveConfined(tenant, 'tenant_id:42', { settings: { ...settings, primary: null } }).verdict).toBe(
      'proved',
    );
    expect(proveConfined(tenant, 'tenant_id:42', { maxSteps: 1 }).verdict).toBe('undecided');
  });

  it.each([
    ['', 'ERR_RESTRICTION_EMPTY'],
    [' ', 'ERR_RESTRICTION_EMPTY'],
  ])('in the claim %j', (claim, code) => {
    const error = errorOf(() => proveConfined(tenant, claim));
    expect(error).toMatchObject({ code, parameter: 'filters' });
    expect(wordsOf(error)).toBe(
      'The claim is empty, so it is true of every key. Give a filter, such as tenant_id:42. ' +
        'If it comes from a list, check that the list is not empty.',
    );
  });

  it.each([
    [undefined, 'undefined'],
    [5, 'a number'],
  ])('in a claim that is %j', (claim, type) => {
    expect(errorOf(() => proveConfined(tenant, claim as never))).toMatchObject({
      code: 'ERR_RESTRICTION_VALUE',
      parameter: 'filters',
      message: `The claim must be the text of a filter; it is ${type}.`,
    });
  });

  it.each<[() => unknown, string]>([
    [() => [...findOverlaps([], null as never)], 'The options of findOverlaps must be an object.'],
    [
      () => [...findOverlaps([], { attribute: 'x', scheme: 1 } as never)],
      'Unknown option "scheme". The options are attribute, schema, parent, rules, settings, maxSteps.',
    ],
    [() => [...findOverlaps([], { attribute: 5 as never })], '"attribute" must be a string.'],
    [
      () => [...findOverlaps([], { attribute: 'tenant_id', schema: { tenant_id: {} } })],
      '"schema" must state that "tenant_id" is single-valued: { "tenant_id": { singleValued: true } }.',
    ],
    [
      () => [...findOverlaps([], { attribute: 'toString', schema: {} })],
      '"schema" must state that "toString" is single-valued: { "toString": { singleValued: true } }.',
    ],
    [() => [...findOverlaps(null as never, { attribute: 'objectID' })], '"keys" must be a list of keys.'],
    [() => [...findOverlaps({} as never, { attribute: 'objectID' })], '"keys" must be a list of keys.'],
    [
      () => [...findOverlaps([5 as never], { attribute: 'objectID' })],
      '"keys" contains a value that is not { id, restrictions }.',
    ],
    [
      () => minimizeRestrictions(tenant, null as never),
      'The options of minimizeRestrictions must be an object.',
    ],
    [
      () => minimizeRestrictions(tenant, { parent: {} } as never),
      'Unknown option "parent". The options are schema, maxSteps.',
    ],
  ])('by the functions for many keys and for short keys, case %#', (run, message) => {
    expect(run).toThrow(new TypeError(message));
  });
});

describe('what to look at first', () => {
  it('is the attribute with several values', () => {
    expect(disjoint('tenant_id:1', 'tenant_id:2')).toEqual({
      verdict: 'refuted',
      record: { tenant_id: [1, 2] },
      because: [
        { of: 'a', parameter: 'filters', index: 0, text: 'tenant_id:1' },
        { of: 'b', parameter: 'filters', index: 0, text: 'tenant_id:2' },
      ],
      assumptions: [],
      hint: 'The record has several values of "tenant_id". If every record has at most one, say so: schema: { "tenant_id": { singleValued: true } }.',
    });
  });

  it('is the rule that pins the record, which has its position for a name if it has no id', () => {
    const pins = { consequence: { promote: [{ objectID: 7 as never }] } };
    expect(proveConfined(tenant, 'tenant_id:42', { rules: [{}, pins] })).toEqual({
      verdict: 'refuted',
      record: { objectID: '7' },
      because: [{ rule: '1' }],
      assumptions: [],
      hint: 'Sign enableRules: false in the key, or set filterPromotes: true in the rule.',
    });
  });

  it('is nothing if no attribute has several values', () => {
    expect(confined('tenant_id:1', 'tenant_id:2')).toEqual({
      verdict: 'refuted',
      record: { tenant_id: 1 },
      because: [{ of: 'claim', parameter: 'filters', index: 0, text: 'tenant_id:2' }],
      assumptions: [],
    });
  });
});

describe('describeReason', () => {
  const group = { parameter: 'filters', index: 1, text: 'a:1' } as const;
  it.each([
    [group, 'filters[1]: a:1'],
    [{ ...group, of: 'a' as const }, 'a filters[1]: a:1'],
    [{ ...group, from: 'parent' as const }, 'parent filters[1]: a:1'],
    [{ ...group, of: 'baseline' as const, from: 'parent' as const }, 'baseline parent filters[1]: a:1'],
    [{ rule: 'promo' }, 'rule promo'],
  ])('writes %j as %s', (reason, text) => {
    expect(describeReason(reason)).toBe(text);
  });
});
