/** @throws {TypeError} the message says what `name` must be */
export function assert(isRight: boolean, name: string, kind: string): void {
  if (!isRight) throw new TypeError(`${name} must be ${kind}`);
}

export function assertFunction(value: unknown, name: string): void {
  assert(typeof value === 'function', name, 'a function');
}
