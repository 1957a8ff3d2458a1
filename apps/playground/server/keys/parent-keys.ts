import type { ParentApiKey } from '@forgekey/core';

export interface ParentKey {
  /** The name that the page and the routes use. The key itself never leaves the server. */
  name: string;
  description: string;
  apiKey: string;
  /** Whether the minting routes may sign with it. An Admin API key must never be a parent. */
  mintable: boolean;
  limits: ParentApiKey;
}

/**
 * The parent keys of the local service. They open only its invented records, so they need not be secret. A back end under
 * development can use one of them.
 */
export const parentKeys: readonly ParentKey[] = [
  {
    name: 'search',
    description: 'Search only, every index',
    apiKey: '7d1c5e0f4b6a4f0e9a3b2c8d6e5f4a31',
    mintable: true,
    limits: { acl: ['search'] },
  },
  {
    name: 'rate-limited',
    description: 'Search only, 20 queries an hour for each user',
    apiKey: '3f9a1b7c2d8e4f6a8b5c0d9e7f1a2b43',
    mintable: true,
    limits: { acl: ['search'], maxQueriesPerIPPerHour: 20 },
  },
  {
    name: 'products-only',
    description: 'Search only, indices that begin with "products", at most 10 hits a query',
    apiKey: '91e4c7a2b5d84f3c9e6a0b1d2f7c8e55',
    mintable: true,
    limits: { acl: ['search'], indexes: ['products*'], maxHitsPerQuery: 10 },
  },
  {
    name: 'storefront',
    description: 'Search only, what is in stock, from pages of the shop',
    apiKey: 'c2b8f6d4a1e34b7f8d9c5a6e0f3b1d67',
    mintable: true,
    limits: {
      acl: ['search'],
      queryParameters: 'filters=stock%20%3E%200',
      referers: ['http://localhost*', 'http://127.0.0.1*', 'https://shop.example/*'],
    },
  },
  {
    name: 'analytics',
    description: 'Cannot search',
    apiKey: '5ad0e9b3c7f14a2d8e6b4c1f9a7d3e79',
    mintable: true,
    limits: { acl: ['analytics'] },
  },
  {
    name: 'admin',
    description: 'Everything; never a parent of secured keys',
    apiKey: 'e8f2a6c4d0b94e7a8c3d5f1b6a9e2c81',
    mintable: false,
    limits: {
      acl: ['search', 'browse', 'addObject', 'deleteObject', 'settings', 'editSettings', 'analytics', 'logs'],
    },
  },
];

export function findParentKey(name: string): ParentKey | undefined {
  return parentKeys.find(parent => parent.name === name);
}

/** The Admin API key of the service. */
export const adminKey: ParentKey = findParentKey('admin')!;
