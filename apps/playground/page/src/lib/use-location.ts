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

/** Parameters to set; `undefined` removes one. */
export type ParameterPatch = Readonly<Record<string, string | undefined>>;

const listeners = new Set<() => void>();
let current = parseLocation(window.location.hash);
/** The last parameters of each view, so that its form is as the user left it. */
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

/** Shows another view as it was left, but for `patch`. */
export function goTo(view: ViewName, patch: ParameterPatch = {}): void {
  const parameters = patched(remembered.get(view) ?? {}, patch);
  clearTimeout(pendingWrite);
  window.history.pushState(null, '', printLocation({ view, parameters }));
  publish({ view, parameters });
}

function change(patch: ParameterPatch): void {
  publish({ view: current.view, parameters: patched(current.parameters, patch) });
  clearTimeout(pendingWrite);
  pendingWrite = setTimeout(
    () => window.history.replaceState(null, '', printLocation(current)),
    writeDelayMs,
  );
}

function patched(parameters: ViewParameters, patch: ParameterPatch): ViewParameters {
  return Object.fromEntries(
    Object.entries({ ...parameters, ...patch }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** The parameters of the view that is shown, and how to change some of them. */
export function useParameters(): readonly [ViewParameters, (patch: ParameterPatch) => void] {
  return [useLocation().parameters, useCallback(change, [])];
}
