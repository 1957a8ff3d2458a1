/// <reference lib="deno.ns" />
import { forgeSecuredUserToken, generateSecuredApiKey, isForgekeyError } from '@forgekey/deno';
import { type MintJob, type MintSecrets, mint } from '../server/minting/mint-job.ts';

/**
 * Mints in Deno for the service, which starts this program with only the permission to listen on loopback. The first line
 * of standard input contains the secrets. The first line of standard output is the port. The end of standard input ends
 * the process.
 */
const library = { generateSecuredApiKey, forgeSecuredUserToken };

const lines = Deno.stdin.readable
  .pipeThrough(new TextDecoderStream())
  .pipeThrough(new TransformStream(splitLines()))
  .getReader();
const first = await lines.read();
const { accessToken, secrets } = JSON.parse(first.value ?? '') as {
  accessToken: string;
  secrets: MintSecrets;
};

Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(JSON.stringify({ port })) },
  async request => {
    if (request.headers.get('authorization') !== `Bearer ${accessToken}`)
      return Response.json({ message: 'Not for you' }, { status: 403 });
    try {
      const job = (await request.json()) as MintJob;
      return Response.json({ runtime: `Deno ${Deno.version.deno}`, ...mint(library, secrets, job) });
    } catch (error) {
      if (!isForgekeyError(error)) throw error;
      const { message, code, parameter, column } = error;
      return Response.json({ message, code, parameter, column }, { status: 400 });
    }
  },
);

while (!(await lines.read()).done);
Deno.exit(0);

function splitLines(): Transformer<string, string> {
  let rest = '';
  return {
    transform(chunk, controller) {
      const pieces = (rest + chunk).split('\n');
      rest = pieces.pop() ?? '';
      for (const piece of pieces) controller.enqueue(piece);
    },
  };
}
