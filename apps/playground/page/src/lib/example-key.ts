/** @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key (its parent is not published) */
export const exampleKey =
  'YTgyMzMwOTkzMjA2Mzk5OWUxNjhjYmIwMGZkNGFmMzk2NDU3ZjMyYTg1NThiZjgxNDRiOTk3ZGE3NDU4YTA3ZWZpbHRlcnM9X3RhZ3MlM0F1c2VyXzQy';
