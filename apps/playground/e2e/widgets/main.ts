import { liteClient } from 'algoliasearch/lite';
import { createElement as h, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  Chat,
  ChatTrigger,
  Configure,
  DynamicWidgets,
  HierarchicalMenu,
  Hits,
  InstantSearch,
  RangeInput,
  RefinementList,
  SearchBox,
  Snippet,
  SortBy,
  useGeoSearch,
} from 'react-instantsearch';

/** The widgets as an application mounts them, with the key that stands after the `#` of the address. */
const apiKey = decodeURIComponent(window.location.hash.slice(1));
const { hostname, port, origin } = window.location;
const hosts = [{ url: hostname, port: Number(port), protocol: 'http', accept: 'readWrite' } as const];
const transport = {
  api: `${origin}/agent-studio/1/agents/shop/completions?compatibilityMode=ai-sdk-5`,
  headers: { 'x-algolia-application-id': 'APP', 'x-algolia-api-key': apiKey },
};
const sorts = [
  { label: 'Relevance', value: 'shop' },
  { label: 'Price', value: 'shop_price_asc' },
];

type HitProps = { hit: Parameters<typeof Snippet>[0]['hit'] & { name?: string } };

function HitCard({ hit }: HitProps): ReactNode {
  return h('p', null, h('b', null, hit.name), ' ', h(Snippet, { hit, attribute: 'description' }));
}

function GeoItems(): ReactNode {
  const { items } = useGeoSearch();
  return h('p', { id: 'map' }, items.map(({ objectID, _geoloc }) => `${objectID}@${_geoloc.lat}`).join(' '));
}

createRoot(document.getElementById('root')!).render(
  h(
    InstantSearch,
    { searchClient: liteClient('APP', apiKey, { hosts }), indexName: 'shop' },
    h(Configure, { attributesToSnippet: ['description:3'] }),
    h(SearchBox),
    h(SortBy, { items: sorts }),
    h(Hits, { hitComponent: HitCard as never }),
    h(RefinementList, { attribute: 'colour' }),
    h(HierarchicalMenu, { attributes: ['categories.lvl0', 'categories.lvl1'] }),
    h(RangeInput, { attribute: 'price' }),
    h('section', { id: 'dynamic' }, h(DynamicWidgets, null, h(RefinementList, { attribute: 'brand' }))),
    h(GeoItems),
    h(Chat, { transport, persistence: false } as never),
    h(ChatTrigger),
  ),
);
