/**
 * What Inspect opens with: a key that has expired.
 * Signed by the parent key "search" of the local service, which opens nothing but its invented records.
 */
export const expiredExample =
  'NTI5MzE2ZDFlYzQzODdhZmVmNTgwMjcxMDU5MTZlMTI0OWNkMmNiODllZWQ4YTJhMmU1YTQzNWU2YjZmZTRiNmZpbHRlcnM9dmlzaWJsZV9ieSUzQW1pbmElMjBPUiUyMHZpc2libGVfYnklM0ElMjJoYXJib3IlMkZkZXNpZ24lMjIlMjBPUiUyMHZpc2libGVfYnklM0FwdWJsaWMmcmVzdHJpY3RJbmRpY2VzPWRvY3VtZW50cyZ1c2VyVG9rZW49bWluYSZ2YWxpZFVudGlsPTE3NjcyMjU2MDA=';

/** The request that Why opens with. It is refused: the `restrictIndices` of the key do not contain its index. */
export const refusedExample = {
  /** Signed by the same parent key. */
  key: 'MDFmZWJkZWYzYWExZjkwY2IyMDQyYTI0M2Y2MzViMGYwMWE1MGE4YWMzODgxZmE4ODc2ZjAxMGU4MDI0NGMyYmZpbHRlcnM9dmlzaWJsZV9ieSUzQW1pbmElMjBPUiUyMHZpc2libGVfYnklM0FwdWJsaWMmcmVzdHJpY3RJbmRpY2VzPXByb2R1Y3RzJTJDZG9jdW1lbnRzJnVzZXJUb2tlbj1taW5h',
  parent: 'search',
  index: 'payroll',
} as const;
