/**
 * The emulator with 100,000 records of about 1 kB: load time, medians of a search with one word and a filter, of a facet
 * count, of `getObject`, 2,000 searches at once, and memory. Run it with `npm run bench:emulator`.
 */
import { performance } from 'node:perf_hooks';
import { startEmulator } from '@forgekey/emulator';
import { generateSecuredApiKey } from '@forgekey/node';

const RECORDS = 100_000;
const ROUNDS = 60;
const CONCURRENT = 2_000;

const words = Array.from({ length: 20_000 }, (_, n) => `w${(n * 7919) % 20_000}${'abcdefghij'[n % 10]}`);
let state = 12_345;
function random(below: number): number {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return state % below;
}
/** A word as text has them: few are common, most are rare. */
const word = (): string => words[Math.min(random(words.length), random(words.length), random(words.length))]!;
const text = (count: number): string => Array.from({ length: count }, word).join(' ');

const records = Array.from({ length: RECORDS }, (_, n) => ({
  objectID: `id-${n}`,
  title: text(6),
  description: text(110),
  tenant: `t${n % 50}`,
  brand: { name: `Brand ${n % 200}` },
  price: n % 1000,
}));
const bytes = Buffer.byteLength(JSON.stringify(records));
global.gc?.();
const before = process.memoryUsage().rss;

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const loadStartedAt = performance.now();
const emulator = await startEmulator({
  parentApiKeys: { [parentApiKey]: {} },
  indices: {
    products: {
      records,
      settings: {
        searchableAttributes: ['title', 'description'],
        attributesForFaceting: ['filterOnly(tenant)', 'brand.name', 'price'],
        customRanking: ['desc(price)'],
      },
    },
  },
});
const loadSeconds = (performance.now() - loadStartedAt) / 1000;
const securedApiKey = generateSecuredApiKey({
  parentApiKey,
  restrictions: { filters: 'tenant:t1 OR tenant:t2' },
});
const headers = { 'x-algolia-api-key': securedApiKey, 'x-algolia-application-id': 'BENCH' };

async function ask(path: string, body?: object): Promise<{ nbHits: number }> {
  const response = await fetch(`${emulator.url.replace('localhost', '127.0.0.1')}${path}`, {
    headers,
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (response.status !== 200) throw new Error(`status ${response.status}: ${await response.text()}`);
  return (await response.json()) as { nbHits: number };
}

interface Timing {
  readonly medianMs: number;
  /** Processor time per request, client included: a busy machine changes it less. */
  readonly cpuMs: number;
}

async function time(run: (round: number) => Promise<unknown>): Promise<Timing> {
  for (let round = 0; round < 5; round++) await run(round);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await run(round);
    times.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  return {
    medianMs: times.sort((a, b) => a - b)[ROUNDS >> 1]!,
    cpuMs: (user + system) / 1000 / ROUNDS,
  };
}

const search = (query: object) => ask('/1/indexes/products/query', query);
const common = words[3]!;
const wordTiming = await time(round =>
  search({ query: round % 2 ? common : words[500 + round]!, filters: 'price > 100' }),
);
const facetTiming = await time(() => search({ facets: ['brand.name'], hitsPerPage: 0 }));
const parent = { 'x-algolia-api-key': parentApiKey, 'x-algolia-application-id': 'BENCH' };
const wideFacetTiming = await time(async () => {
  const response = await fetch(`${emulator.url}/1/indexes/products/query`, {
    method: 'POST',
    headers: parent,
    body: JSON.stringify({ facets: ['brand.name'], hitsPerPage: 0 }),
  });
  return response.json();
});
const objectTiming = await time(round => ask(`/1/indexes/products/id-${round * 50 + 1}`));
const expected = (await search({ query: common })).nbHits;
const floodStartedAt = performance.now();
const answers = await Promise.all(
  Array.from({ length: CONCURRENT }, (_, n) =>
    n % 4 === 0 ? ask('/1/indexes/products/id-51') : search({ query: common }),
  ),
);
const floodSeconds = (performance.now() - floodStartedAt) / 1000;
const wrong = answers.filter((answer, n) => n % 4 !== 0 && answer.nbHits !== expected).length;
global.gc?.();
const memory = process.memoryUsage().rss - before;

console.log(`data             ${(bytes / 1e6).toFixed(0)} MB, ${RECORDS.toLocaleString('en')} records`);
console.log(`loaded in        ${loadSeconds.toFixed(1)} s            (limit 15 s)`);
const show = ({ medianMs, cpuMs }: Timing): string =>
  `${medianMs.toFixed(1)} ms median, ${cpuMs.toFixed(1)} ms of processor time`;
console.log(`word and filter  ${show(wordTiming)} (limit 50 ms)`);
console.log(`facet count      ${show(facetTiming)} (limit 50 ms)`);
console.log(`  of all records ${show(wideFacetTiming)}`);
console.log(`getObject        ${show(objectTiming)} (limit 2 ms)`);
console.log(`${CONCURRENT} at once     ${floodSeconds.toFixed(1)} s, ${wrong} wrong answers`);
console.log(
  `memory           ${(memory / 1e6).toFixed(0)} MB over the data itself, ${((memory + bytes) / bytes).toFixed(1)} times its size (limit 8)`,
);
await emulator.close();
