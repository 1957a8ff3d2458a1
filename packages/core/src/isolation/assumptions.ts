import type { FilterTerm } from '../filters/ast.ts';
import { quoteName, shownName } from '../lib/text.ts';
import { attributeOf } from './cells.ts';
import type { Fact } from './facts.ts';
import type { Assumption } from './proof.ts';
import type { Side } from './read-key.ts';
import type { Choice } from './readings.ts';
import { type IndexSettings, isDeclared, namesOfSameRecords } from './settings.ts';

/** What filters cannot promise, for keys that rely on them. A gap that a key or an option closes is left out. */
export function gapsOf(
  keys: readonly Side[],
  terms: readonly FilterTerm[],
  { settings, hasRules }: { settings: IndexSettings | undefined; hasRules: boolean },
): Assumption[] {
  const acl = new Set(keys.flatMap(key => key.acl ?? []));
  const beyondSearch = [...acl].filter(right => right !== 'search');
  return [
    ...(hasRules || keys.every(key => key.disablesRules) ? [] : [rulesGap]),
    ...declarationGaps(terms, settings),
    retrievalGap,
    recommendationsGap,
    ...(beyondSearch.length === 0 ? [] : [aclGap(beyondSearch)]),
  ];
}

/** Attributes of conditions that the index may not allow filters on. */
export function declarationGaps(
  terms: readonly FilterTerm[],
  settings: IndexSettings | undefined,
): Assumption[] {
  const undeclared = terms.filter(term =>
    settings === undefined ? term.kind === 'facet' : !isDeclared(term, settings),
  );
  const facets = undeclared.filter(({ kind }) => kind === 'facet').map(attributeOf);
  const numbers = undeclared.filter(({ kind }) => kind !== 'facet').map(attributeOf);
  return [
    ...[...new Set(facets)].map(attribute => facetingGap(attribute, settings !== undefined)),
    ...[...new Set(numbers)].map(numericGap),
  ];
}

const rulesGap: Assumption = {
  code: 'rules',
  message:
    'No rule of the index pins a record. A rule shows the records that it pins regardless of filters, unless it sets filterPromotes.',
  hint: 'Sign enableRules: false in the key, or give the rules of the index to check them.',
};

const retrievalGap: Assumption = {
  code: 'retrievalById',
  message:
    'Records cannot be retrieved by objectID past the filters. Whether filters apply there is not documented.',
  hint: 'Use object ids that cannot be guessed, and do not serve records by id from this index.',
};

const recommendationsGap: Assumption = {
  code: 'recommendations',
  message: 'Recommendations are not used. Whether the filters of a key apply to them is not documented.',
  hint: 'Do not train recommendation models on an index that several tenants share.',
};

function aclGap(rights: readonly string[]): Assumption {
  return {
    code: 'acl',
    message: `The parent key allows more than search (${rights.map(quoteName).join(', ')}), and its keys inherit that.`,
    hint: 'Sign with a parent key whose ACL is "search" alone.',
  };
}

function facetingGap(attribute: string, isMissing: boolean): Assumption {
  const name = quoteName(attribute);
  return {
    code: 'faceting',
    attribute,
    message: isMissing
      ? `${name} is not in the attributesForFaceting of the settings, so a filter on it does not work.`
      : `${name} is declared in the attributesForFaceting of the index. Otherwise a filter on it does not work.`,
    hint: `Add filterOnly(${shownName(attribute)}) to attributesForFaceting${isMissing ? '' : ', and give the settings of the index to check it'}.`,
  };
}

function numericGap(attribute: string): Assumption {
  return {
    code: 'numericAttributes',
    attribute,
    message: `${quoteName(attribute)} is not in the numericAttributesForFiltering of the settings, so this numeric filter does not work.`,
    hint: `Add ${shownName(attribute)} to numericAttributesForFiltering.`,
  };
}

/** Different index names prove nothing if one index is a replica of the other, which holds the same records. */
export function replicasGap(
  settings: IndexSettings | undefined,
  isAllowed: (name: string) => boolean,
): Assumption[] {
  if (settings !== undefined && !namesOfSameRecords(settings).some(isAllowed)) return [];
  return [
    {
      code: 'replicas',
      message:
        'No index of one key is a replica of an index of the other: a replica holds the same records under another name.',
      hint: 'Separate the keys by filters as well, or give the settings of the index to check its replicas.',
    },
  ];
}

/** A fact of the schema that a proof needs. */
export function factAssumption({ attribute, name }: Fact): Assumption {
  const quoted = quoteName(attribute);
  const what = {
    singleValued: `Every record has at most one value of ${quoted}`,
    required: `Every record has a value of ${quoted}`,
    integer: `Every value of ${quoted} is an integer`,
  }[name];
  return {
    code: 'schema',
    attribute,
    message: `${what}, as the schema states. Nothing enforces this.`,
    hint: `Check it where records are written${name === 'singleValued' ? ': a list there would be seen by several keys' : ''}.`,
  };
}

/** A choice that an answer depends on, and that the vendor does not document. */
export function choiceAssumption(name: Choice): Assumption {
  return { code: name, ...choices[name] };
}

const choices: Readonly<Record<Choice, Pick<Assumption, 'message' | 'hint'>>> = {
  numericFiltersMerge: {
    message:
      'The numericFilters of a request are joined to those of the key by AND. An older engine may let them replace those of the key.',
    hint: 'Write the condition into filters.',
  },
  negatedNumbers: {
    message:
      'A negated numeric condition hides a record if any of its numbers satisfies the condition. For lists of numbers this is not documented.',
    hint: 'Write the condition without NOT, or keep a single number per record.',
  },
  accents: {
    message:
      'Facet values that differ in accents are different. How the engine normalizes them is not documented.',
    hint: 'Use values without accents, such as ids.',
  },
  numberText: {
    message:
      'A facet value such as 1.0 is text and does not match the number 1. What the engine does is not documented.',
    hint: 'Write numbers in their shortest form, such as 1 for 1.0.',
  },
};
