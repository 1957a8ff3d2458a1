import { useCallback, useSyncExternalStore } from 'react';
import {
  type PageLocation,
  parseLocation,
  printLocation,
  type ViewName,
  type ViewParameters,
} from './page-location.ts';

/** Browsers refuse pages that rewrite their address with every keystroke. */
const writeDelayMs = 250;

const listeners = new Set<() => void>();
let current = parseLocation(window.location.hash);
/** The last parameters of each view, so that coming back finds the form as it was left. */
const remembered = new Map<ViewName, ViewParameters>([[current.view, current.parameters]]);
let pendingWrite: ReturnType<typeof setTimeout> | undefined;

function publish(next: PageLocation): void {
  current = next;
  remembered.set(next.view, next.parameters);
  for (const listener of listeners) listener();
}

window.addEventListener('hashchange', () => {
  clearTimeout(pendingWrite);
  publish(parseLocation(window.location.hash));
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLocation(): PageLocation {
  return useSyncExternalStore(subscribe, () => current);
}

/** The link to a view as it was left. */
export function linkTo(view: ViewName): string {
  return printLocation({ view, parameters: remembered.get(view) ?? {} });
}

/** Shows another view, with `parameters` in place of those it had. */
export function goTo(view: ViewName, parameters: ViewParameters = remembered.get(view) ?? {}): void {
  clearTimeout(pendingWrite);
  window.history.pushState(null, '', printLocation({ view, parameters }));
  publish({ view, parameters });
}

function change(patch: Readonly<Record<string, string | undefined>>): void {
  const parameters = Object.fromEntries(
    Object.entries({ ...current.parameters, ...patch }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  publish({ view: current.view, parameters });
  clearTimeout(pendingWrite);
  pendingWrite = setTimeout(
    () => window.history.replaceState(null, '', printLocation(current)),
    writeDelayMs,
  );
}

/** The parameters of the view that is shown, and how to change some of them; `undefined` removes one. */
export function useParameters(): readonly [
  ViewParameters,
  (patch: Readonly<Record<string, string | undefined>>) => void,
] {
  return [useLocation().parameters, useCallback(change, [])];
}
