import { abortable } from './abortable.ts';

/** Resolves after `delayMs`, or rejects with the signal's reason; leaves no timer either way. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const passed = new Promise<void>(resolve => {
    timer = setTimeout(resolve, delayMs);
  });
  return abortable(() => passed, signal).finally(() => clearTimeout(timer));
}
