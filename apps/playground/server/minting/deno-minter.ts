import { randomBytes } from 'node:crypto';
import { ApiError, type ApiErrorDetails } from '../http/api-error.ts';
import { type DenoProcess, startDenoProcess } from './deno-process.ts';
import type { Minted, Minter } from './mint-job.ts';
import { mintSecrets } from './mint-secrets.ts';

export interface DenoMinter {
  mint: Minter;
  /** Starts the process before the first job. Has no effect while it runs. */
  warmUp(): void;
  stop(): Promise<void>;
}

const orderTimeoutMs = 5_000;

/**
 * Mints with `@forgekey/deno` in a real Deno process, which is started on demand and restarted if it has ended.
 *
 * @param script the absolute path of the Deno program.
 */
export function createDenoMinter(script: string): DenoMinter {
  // Other programs on this machine can also reach loopback. Without this secret, the process refuses them.
  const accessToken = randomBytes(32).toString('base64url');
  let running: DenoProcess | undefined;
  let stopped = false;

  const ensureRunning = (): DenoProcess => {
    if (stopped) throw unavailable();
    if (running === undefined || running.hasEnded()) {
      running = startDenoProcess(script, { accessToken, secrets: mintSecrets });
      running.url.catch(error => {
        if (!stopped) console.error(`The Deno process did not start: ${error.message}`);
      });
    }
    return running;
  };

  return {
    async mint(job) {
      const response = await order(ensureRunning(), accessToken, job).catch(() => {
        throw unavailable();
      });
      const answer = (await response.json()) as Minted | ({ message: string } & ApiErrorDetails);
      if ('message' in answer) throw new ApiError(response.status, answer.message, answer);
      return answer;
    },
    warmUp() {
      ensureRunning();
    },
    async stop() {
      stopped = true;
      await running?.stop();
    },
  };
}

async function order(deno: DenoProcess, accessToken: string, job: object): Promise<Response> {
  return fetch(await deno.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(job),
    signal: AbortSignal.timeout(orderTimeoutMs),
  });
}

function unavailable(): ApiError {
  return new ApiError(503, 'The Deno process that mints is not available');
}
