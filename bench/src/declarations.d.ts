// The builds of the official client for one runtime each. Only its entry has declarations.
declare module '@algolia/client-search/dist/builds/node.js' {
  export { searchClient } from '@algolia/client-search';
}
declare module '@algolia/client-search/dist/builds/worker.js' {
  export { searchClient } from '@algolia/client-search';
}
