import { looksLikeCredential } from '@forgekey/core/internal';

export const viewNames = ['mint', 'search', 'inspect', 'why', 'prove', 'log'] as const;
export type ViewName = (typeof viewNames)[number];

export type ViewParameters = Readonly<Record<string, string>>;

/** The view and its parameters. They are in the address after the `#`, which browsers do not send to servers. */
export interface PageLocation {
  readonly view: ViewName;
  readonly parameters: ViewParameters;
}

export function parseLocation(hash: string): PageLocation {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const view = viewNames.find(name => name === path) ?? 'search';
  return { view, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

/** The link to a location, without anything that looks like a credential. An emptied field is kept: it may have a default. */
export function printLocation({ view, parameters }: PageLocation): string {
  const shared = Object.entries(parameters).filter(([, value]) => !looksLikeCredential(value));
  const query = new URLSearchParams(shared).toString();
  return query === '' ? `#/${view}` : `#/${view}?${query}`;
}
