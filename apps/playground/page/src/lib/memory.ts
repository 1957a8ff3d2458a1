import { useState } from 'react';

// Pasted credentials outlive a change of view, not the page: nothing here is written anywhere.
const memory = new Map<string, unknown>();

/** Like `useState`, for what must be kept while other views are shown and must never stand in the address. */
export function useMemory<Value>(name: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => (memory.has(name) ? (memory.get(name) as Value) : initial));
  const set = (next: Value): void => {
    memory.set(name, next);
    setValue(next);
  };
  return [value, set];
}

/** Puts a value where another view will find it. */
export function remember(name: string, value: unknown): void {
  memory.set(name, value);
}
