/** A page never mints, so the work is in a worker. */
async function measureInWorker(): Promise<unknown> {
  const worker = new Worker('/chromium-worker.js', { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

Object.assign(globalThis, { measureInWorker });

export {};
