import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { sightOf } from './seen-by.ts';
import { numberOf, shownText, startPlayground, textOf } from './support.ts';

const { open } = await startPlayground();

/** The bodies of everything that the official client was answered with the user's own key. */
function recordAnswers(page: Page): Promise<string>[] {
  const bodies: Promise<string>[] = [];
  page.on('response', response => {
    // The browser build sends the key in the query string; the page's comparison sends its own in a header.
    if (!response.url().includes('x-algolia-api-key=')) return;
    const body = response.text();
    // An answer that is still on its way when the test ends must not fail it; awaited answers still do.
    body.catch(() => {});
    bodies.push(body);
  });
  return bodies;
}

describe('a restricted user', () => {
  it.each([
    ['mina', 'documents'],
    ['ines', 'payroll'],
    ['aisha', 'payroll'],
    ['guest', 'products'],
  ])('%s sees of %s what the records allow, and the page says what is hidden', async (user, index) => {
    const { seen, hidden } = sightOf(user, index);
    const page = await open(`#/search?user=${user}&index=${index}`);
    expect(await numberOf(page, 'nb-hits')).toBe(seen.length);
    expect(await numberOf(page, 'seen')).toBe(seen.length);
    expect(await numberOf(page, 'hidden')).toBe(hidden.length);
    expect(await textOf(page, 'agreement')).toContain('agree');
    expect(await page.locator('.dot.seen').count()).toBe(seen.length);
    expect(await page.locator('.dot.hidden').count()).toBe(hidden.length);
  });

  it('is never sent a hidden record, whatever is typed, refined or paged', async () => {
    const { seen, hidden } = sightOf('mina', 'documents');
    const page = await open('#/search?user=mina&index=documents&life=300');
    const answers = recordAnswers(page);
    await page.reload();
    const box = page.getByPlaceholder('Search documents');
    for (const { title } of hidden.filter((_, position) => position % 40 === 0)) {
      await box.fill(title);
      await page.waitForResponse(response => response.url().includes('/queries'));
    }
    await box.fill('');
    await numberOf(page, 'nb-hits', count => count === seen.length);
    await page.locator('.ais-RefinementList-checkbox').nth(1).check();
    await numberOf(page, 'nb-hits', count => count < seen.length);
    await page.locator('.ais-RefinementList-checkbox').nth(1).uncheck();
    await page.getByRole('link', { name: 'Next Page' }).click();
    await page.locator('.ais-Pagination-item--selected', { hasText: '2' }).waitFor();

    const bodies = await Promise.all(answers);
    expect(bodies.length).toBeGreaterThan(5);
    for (const body of bodies)
      for (const { objectID } of hidden) expect(body).not.toContain(`"objectID":"${objectID}"`);
  });

  it('counts in facets only what they may see', async () => {
    const { seen } = sightOf('mina', 'documents');
    const page = await open('#/search?user=mina&index=documents');
    await numberOf(page, 'nb-hits');
    const facet = page.getByRole('region', { name: 'Facet company' });
    for (const company of new Set(seen.map(record => String(record.company)))) {
      const expected = seen.filter(record => record.company === company).length;
      const item = facet.locator('li', { hasText: company });
      expect(await shownText(item.locator('.ais-RefinementList-count'))).toBe(String(expected));
    }
  });

  it('marks the words that were found', async () => {
    const page = await open('#/search?user=mina&index=documents&q=library');
    await numberOf(page, 'nb-hits');
    expect((await shownText(page.locator('.hit mark').first())).toLowerCase()).toBe('library');
    await page.getByPlaceholder('Search documents').fill('zzqqxx');
    expect(await textOf(page, 'no-hits')).toContain('No record that Mina Okafor may see');
  });

  it.each(['mina', 'guest'])('%s: every attempt to see more is held off', async user => {
    const page = await open(`#/search?user=${user}&index=products&life=300`);
    const statuses = new Set<number>();
    page.on('response', response => statuses.add(response.status()));
    await numberOf(page, 'nb-hits');
    await page.getByRole('button', { name: 'Try all' }).click();
    await page.getByText('12 of 12 held').waitFor();
    expect(await page.locator('.attempts .rule-and-fix').count()).toBe(
      await page.locator('.attempts .refused').count(),
    );
    // Expired and unknown facet, wrong key, index, address and ACL, an id that is hidden, one search too many.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 403, 404, 429]));
    for (const message of [
      '"validUntil" parameter expired',
      'Invalid Application-ID or API key',
      'Index not allowed with this API key',
      'Source not allowed with this API key',
      'Method not allowed with this API key',
      'ObjectID does not exist',
      'Too Many Requests',
    ])
      expect(await shownText(page.locator('.attempts'))).toContain(message);
  });

  it('is not said to be kept from what is not hidden', async () => {
    const page = await open('#/search?user=leo&index=products&life=300');
    await numberOf(page, 'nb-hits');
    await page.getByRole('button', { name: 'Try all' }).click();
    await page.getByText('7 of 7 held').waitFor();
    expect(await page.locator('.attempts > .not-tried').count()).toBe(5);
  });

  it('is told the rule when the index is not theirs', async () => {
    const page = await open('#/search?user=guest&index=documents');
    await page.locator('.results .refusal').waitFor();
    expect(await shownText(page.locator('.results .refusal'))).toMatch(
      /403[\s\S]*Index not allowed with this API key[\s\S]*restrictIndices/,
    );
  });
});

describe('the merged parameters', () => {
  it('say what the key adds to what the page asked for', async () => {
    const page = await open('#/search?user=aisha&index=documents&q=plan');
    await numberOf(page, 'nb-hits');
    const merged = page.getByTestId('merged');
    const row = (name: string): Promise<string> =>
      shownText(merged.locator('tr', { has: page.getByRole('rowheader', { name, exact: true }) }));
    expect(await row('filters')).toMatch(/juniper\/care[\s\S]*key/);
    expect(await row('userToken')).toMatch(/aisha[\s\S]*key/);
    expect(await row('query')).toMatch(/plan[\s\S]*request/);
  });
});

describe('a key that runs out in mid-session', () => {
  it.each([
    ['right', 'is renewed before it does', 3, (repeats: number) => repeats === 0],
    ['slow', 'is renewed when the server refuses it', 2, (repeats: number) => repeats > 0],
  ])('with a clock that is %s: it %s, and no search fails', async (clock, _, atLeast, areRight) => {
    const page = await open(`#/search?user=mina&life=4${clock === 'slow' ? '&clock=slow' : ''}`);
    await page.getByLabel('Search continuously').check();
    const keys = await numberOf(page, 'count-keys', count => count >= atLeast, 20_000);
    expect(await page.locator('.life:not(.next)').count()).toBe(keys);
    expect(await numberOf(page, 'count-searches', count => count >= keys)).toBeGreaterThan(2);
    expect(await numberOf(page, 'count-failures')).toBe(0);
    expect(areRight(await numberOf(page, 'count-repeats'))).toBe(true);
  });

  it('shows from the start when the next keys come', async () => {
    const page = await open('#/search?user=mina&life=15');
    await page.locator('.life.present').waitFor();
    expect(await page.locator('.life.next').count()).toBeGreaterThan(3);
    await page.getByRole('radio', { name: '5 min' }).check();
    await page.locator('.life.next').first().waitFor({ state: 'detached' });
  });

  it('searches continuously also after the way of renewal changes', async () => {
    const page = await open('#/search?user=mina&life=300');
    const pulse = page.getByLabel('Search continuously');
    await pulse.check();
    await page.getByRole('radio', { name: 'when the server refuses it' }).check();
    expect(await pulse.isChecked()).toBe(true);
    // The session is a new one, and InstantSearch by itself sends one search or two.
    await numberOf(page, 'count-searches', count => count >= 4);
  });
});

describe('a rate limit', () => {
  it('answers 429 with its rule, and stops one user only', async () => {
    const page = await open('#/search?user=leo&index=products&life=300');
    await numberOf(page, 'nb-hits');
    const box = page.getByPlaceholder('Search products');
    const refusal = page.locator('.results .refusal');
    const sent = page.waitForRequest(request => request.url().includes('x-algolia-api-key='));
    await box.fill('lamp');
    const request = await sent;
    // The rest of the hour's twenty, as fast as a script of the same user would send them.
    const repeat = () => page.request.post(request.url(), { data: request.postData()! });
    await Promise.all(Array.from({ length: 20 }, repeat));
    await box.fill('lamps');
    await refusal.waitFor();
    expect(await shownText(refusal)).toMatch(/429[\s\S]*Too Many Requests[\s\S]*userToken/);
    await numberOf(page, 'count-quota', left => left === 0);
    await page.getByText(/of 20 queries left, all back in (1 h|59 min)/).waitFor();
    await page.getByRole('radio', { name: /Mina Okafor/ }).check();
    await page.getByText('Mina Okafor sees').waitFor();
    expect(await numberOf(page, 'nb-hits')).toBeGreaterThan(0);
  });
});

describe('a service that has gone', () => {
  it('is said so by the search and by the agent', async () => {
    const page = await open('#/search?user=mina&index=documents&life=300');
    await numberOf(page, 'nb-hits');
    await page.context().setOffline(true);
    await page.getByPlaceholder('Search documents').fill('plan');
    await page.locator('.results .refusal').getByText('The local service does not answer.').waitFor();
    await page.getByLabel('Question').fill('Which plans are there?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.locator('.chat .refusal').getByText('The local service does not answer.').waitFor();
  });
});

describe('the agent', () => {
  it('answers from what the user may see, and keeps conversations apart', async () => {
    const page = await open('#/search?user=mina&index=documents&life=300');
    await page.getByLabel('Question').fill('What about the library extension?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.locator('.messages .assistant').waitFor();
    expect(await shownText(page.locator('.messages .assistant'))).toContain('library extension');
    const { hidden } = sightOf('mina', 'documents');
    const answer = await shownText(page.locator('.messages .assistant'));
    for (const { title } of hidden) expect(answer).not.toContain(title);
    await page.getByTestId('conversations').getByRole('button').waitFor();

    await page.getByRole('radio', { name: /Aisha Rahman/ }).check();
    await page.getByText('Conversations of aisha').waitFor();
    expect(await page.getByTestId('conversations').getByRole('button').count()).toBe(0);
    await page.getByRole('button', { name: 'Try to open one of mina' }).click();
    await page.getByText('Conversation not found').waitFor();
  });
});
