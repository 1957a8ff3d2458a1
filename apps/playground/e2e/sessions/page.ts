const { hostname, port } = window.location;
/** The service, as the clients of `algoliasearch` take it. */
export const hosts: { url: string; port: number; protocol: 'http'; accept: 'readWrite' }[] = [
  { url: hostname, port: Number(port), protocol: 'http', accept: 'readWrite' },
];

export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
