/** Calls `listener`. If it throws or rejects, reports the error as an uncaught one, or on the console. */
export async function reported(listener: () => unknown): Promise<void> {
  try {
    await listener();
  } catch (error) {
    (globalThis.reportError ?? console.error)(error);
  }
}
