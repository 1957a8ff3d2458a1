import {
  type Authorization,
  type AuthorizeSearchOptions,
  assertRestrictions,
  authorizeSearch,
  compileFilters,
  decodeSecuredApiKey,
  type ExplainSearchOptions,
  explainRefusal,
  explainSearch,
  type Finding,
  isForgekeyError,
  type LintOptions,
  lintIsolation,
  lintRestrictions,
  lintSecuredApiKey,
  type ParentApiKey,
  type SearchRequest,
  verifySecuredApiKey,
} from '@forgekey/core';
import { NOW, PARENT, signedKey } from '../../../../packages/core/test/support/credentials.ts';
import { reviveHostile } from '../../../../packages/core/test/support/hostile-values.ts';
import { hold, type Target, type Texts } from '../target.ts';
import { queryStrings, records, restrictionSeeds } from './seeds.ts';

const request: SearchRequest = {
  indexName: 'dev_products',
  parameters: { query: 'shoe', filters: 'x:1 OR tenant_id:2', facetFilters: ['a:1'], hitsPerPage: 50 },
  ip: '192.168.1.7',
  referer: 'https://shop.example/search',
};
const parent: ParentApiKey = {
  acl: ['search'],
  indexes: ['dev_*', 'prod'],
  maxHitsPerQuery: 30,
  queryParameters: 'typoTolerance=strict&restrictSources=192.168.1.0%2F24',
  referers: ['https://shop.example/*'],
  validity: 0,
};

interface Search {
  readonly queryString: string;
  readonly parent?: ParentApiKey;
  readonly request: SearchRequest;
}

const searches = [
  ...queryStrings.map(queryString => ({ queryString, request })),
  { queryString: 'filters=a%3A1', request, parent },
].map(search => JSON.stringify(search));

/** No request shows a record that the filters of the key hide. */
const authorize: Target = {
  name: 'authorize-search',
  form: 'json',
  seeds: searches,
  run(input) {
    const search = searchOf(input);
    const key = verifySecuredApiKey(signedKey(search.queryString), { parentApiKeys: PARENT, now: NOW });
    const { parent, request } = search;
    const options = { key, request, now: NOW, ...(parent !== undefined && { parent }) };
    const answer = authorizeSearch(options as AuthorizeSearchOptions);
    if (!answer.allowed) return textsOf(answer);
    const ofKey = compileFilters(key.restrictions);
    const ofSearch = compileFilters(answer.parameters);
    for (const record of records) {
      hold(!ofSearch(record) || ofKey(record), 'a request shows a record that the key hides');
    }
    return undefined;
  },
};

/** It explains what the verifier and `authorizeSearch` decide. */
const explain: Target = {
  name: 'explain-search',
  form: 'json',
  seeds: searches,
  run(input) {
    const { queryString, parent, request } = searchOf(input);
    const securedApiKey = signedKey(queryString);
    const options = {
      securedApiKey,
      parentApiKeys: PARENT,
      request,
      now: NOW,
      ...(parent !== undefined && { parent }),
    };
    const { refusal, parameters } = explainSearch(options as ExplainSearchOptions);
    const decision = decide(securedApiKey, options as ExplainSearchOptions);
    hold((refusal === undefined) === decision.allowed, 'the explanation is not the decision');
    hold((parameters === undefined) !== decision.allowed, 'the parameters are not those of the decision');
    return [refusal?.message, refusal?.hint, refusal?.reason, refusal?.parameter];
  },
};

function decide(securedApiKey: string, options: ExplainSearchOptions): { allowed: boolean } | Authorization {
  try {
    const key = verifySecuredApiKey(securedApiKey, { parentApiKeys: PARENT, now: NOW });
    return authorizeSearch({ ...options, key });
  } catch (error) {
    if (isForgekeyError(error) && error.code.startsWith('ERR_KEY_')) return { allowed: false };
    throw error;
  }
}

/** Of a getter, only the first value counts for the whole search. */
function searchOf(input: string): Search {
  const { queryString, parent, request } = (JSON.parse(input) ?? {}) as Search;
  return {
    queryString: typeof queryString === 'string' ? queryString : '',
    parent: reviveHostile(parent) as ParentApiKey,
    request: reviveHostile(request) as SearchRequest,
  };
}

const refusal: Target = {
  name: 'explain-refusal',
  form: 'json',
  seeds: [
    '{"status":403,"message":"Index not allowed with this API key"}',
    '{"status":400,"message":"filters: Unexpected token \')\' at col 3"}',
    '{"code":"ERR_KEY_EXPIRED"}',
    '{"status":404,"message":"Index products does not exist"}',
  ],
  run(input) {
    const row = explainRefusal(reviveHostile(JSON.parse(input)) as object);
    return [row?.rule, row?.hint];
  },
};

const lint: Target = {
  name: 'lint-restrictions',
  form: 'json',
  seeds: restrictionSeeds.map(
    seed => `[${seed},{"forAgent":true,"parentApiKey":"${PARENT}","parentQueryParameters":"filters=a%3A1"}]`,
  ),
  run(input) {
    const [restrictions, given] = [JSON.parse(input) as unknown[]].flat();
    const options = { now: NOW, ...(typeof given === 'object' && (reviveHostile(given) as LintOptions)) };
    const findings = lintRestrictions(reviveHostile(restrictions) as object, options);
    const isError = findings[0]?.severity === 'error';
    hold(
      isError === refuses(() => assertRestrictions(reviveHostile(restrictions) as object, options)),
      'assertRestrictions and lintRestrictions differ',
    );
    return textsOf(findings);
  },
};

function refuses(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    if (isForgekeyError(error)) return true;
    throw error;
  }
}

const lintKey: Target = {
  name: 'lint-secured-api-key',
  form: 'text',
  seeds: queryStrings,
  run(input) {
    const decoded = decodeSecuredApiKey(signedKey(input));
    return textsOf([...lintSecuredApiKey(decoded, { now: NOW }), ...lintIsolation(decoded)]);
  },
};

function textsOf(told: readonly Finding[] | Extract<Authorization, { allowed: false }>): Texts {
  return [told].flat().flatMap(({ message, hint, parameter }) => [message, hint, parameter]);
}

export const enforcementTargets: readonly Target[] = [authorize, explain, refusal, lint, lintKey];
