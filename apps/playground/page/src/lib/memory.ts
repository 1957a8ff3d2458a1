import { useState } from 'react';

// Pasted credentials survive a change of view, but not a reload: they are only in memory.
const memory = new Map<string, unknown>();

/** Like `useState`, for values that are kept while other views are shown and must never be in the address. */
export function useMemory<Value>(name: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => (memory.has(name) ? (memory.get(name) as Value) : initial));
  const set = (next: Value): void => {
    memory.set(name, next);
    setValue(next);
  };
  return [value, set];
}

/** Sets a value for another view. */
export function remember(name: string, value: unknown): void {
  memory.set(name, value);
}
