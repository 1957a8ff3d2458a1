/** Calls `listener`, and reports what it throws or rejects with as an uncaught error, or else on the console. */
export async function reported(listener: () => unknown): Promise<void> {
  try {
    await listener();
  } catch (error) {
    (globalThis.reportError ?? console.error)(error);
  }
}
