// In a page, where nothing mints, and in a worker of the page, where everything else runs.

import * as browserVerify from '@forgekey/browser-verify';
import { readingSuites, type TestApi } from '@forgekey/conformance';
import * as core from '@forgekey/core';
import { type Report, reportOf } from './report.ts';

function mintingInAPage({ test, equal, refuses }: TestApi): void {
  const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
  const restrictions = { filters: '_tags:user_42' };
  const secrets = { secretKey: 'sk-alg-0123456789abcdef', secretKeyId: 'key-1' };
  const token = { ...secrets, userId: 'user-1' };

  test('core refuses to mint in a page', async () => {
    await refuses(() => core.generateSecuredApiKey(parentApiKey, restrictions), 'ERR_BROWSER_MINTING');
    await refuses(() => core.generateSecuredApiKey({ parentApiKey, restrictions }), 'ERR_BROWSER_MINTING');
    await refuses(
      () => core.createSecuredApiKeyGenerator({ parentApiKey, restrictions }),
      'ERR_BROWSER_MINTING',
    );
    await refuses(() => core.forgeSecuredUserToken(token), 'ERR_BROWSER_MINTING');
    await refuses(() => core.createSecuredUserTokenForger(secrets), 'ERR_BROWSER_MINTING');
  });
  test('core mints in a page if the caller allows it', () => {
    const dangerouslyAllowBrowser = true;
    const key = core.generateSecuredApiKey({ parentApiKey, restrictions, dangerouslyAllowBrowser });
    equal(core.verifySecuredApiKey(key, { parentApiKeys: parentApiKey }).restrictions, restrictions);
    equal(core.forgeSecuredUserToken({ ...token, dangerouslyAllowBrowser }).split('.').length, 3);
  });
}

async function reportOfWorker(): Promise<Report> {
  const worker = new Worker('/worker.js', { type: 'module' });
  try {
    return await new Promise<Report>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(`the worker failed: ${message}`));
    });
  } finally {
    worker.terminate();
  }
}

async function report(): Promise<Report> {
  const inPage = await reportOf({
    'core in a page': api => {
      mintingInAPage(api);
      readingSuites(api, core);
    },
    'browser-verify in a page': api => readingSuites(api, browserVerify),
  });
  return { ...inPage, ...(await reportOfWorker()) };
}

(globalThis as { report?: typeof report }).report = report;
