/** A promise that is settled from outside. */
export interface Deferred<Value> {
  promise: Promise<Value>;
  resolve(value: Value): void;
  reject(reason: unknown): void;
}

/** `Promise.withResolvers`, which Node 20 lacks. A rejection that no one waits for is not an error. */
export function deferred<Value>(): Deferred<Value> {
  const result = {} as Deferred<Value>;
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  result.promise.catch(() => {});
  return result;
}
