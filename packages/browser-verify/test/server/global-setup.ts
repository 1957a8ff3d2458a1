import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { createEnforcingServer } from './create-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverPort: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = createEnforcingServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  project.provide('serverPort', (server.address() as AddressInfo).port);
  return async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
}
