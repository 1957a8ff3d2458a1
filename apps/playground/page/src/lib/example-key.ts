/** @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key (its parent is not published) */
export const exampleKey =
  'YTgyMzMwOTkzMjA2Mzk5OWUxNjhjYmIwMGZkNGFmMzk2NDU3ZjMyYTg1NThiZjgxNDRiOTk3ZGE3NDU4YTA3ZWZpbHRlcnM9X3RhZ3MlM0F1c2VyXzQy';

/** A request that is refused, for a first look at Why: the index is not in the `restrictIndices` of the key. */
export const refusedExample = {
  /** Signed by the parent key "search" of the local service, which opens nothing but its invented records. */
  key: 'MDFmZWJkZWYzYWExZjkwY2IyMDQyYTI0M2Y2MzViMGYwMWE1MGE4YWMzODgxZmE4ODc2ZjAxMGU4MDI0NGMyYmZpbHRlcnM9dmlzaWJsZV9ieSUzQW1pbmElMjBPUiUyMHZpc2libGVfYnklM0FwdWJsaWMmcmVzdHJpY3RJbmRpY2VzPXByb2R1Y3RzJTJDZG9jdW1lbnRzJnVzZXJUb2tlbj1taW5h',
  parent: 'search',
  index: 'payroll',
} as const;
