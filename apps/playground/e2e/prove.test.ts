import { generateSecuredApiKey } from '@forgekey/node';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { numberOf, shownText, startPlayground } from './support.ts';

const { open } = await startPlayground();

const cell = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe('who can see the same records', () => {
  it('tells colleagues who share a value from people who never meet', async () => {
    const page = await open('#/prove');
    await cell(page, 'Mina Okafor and Ines Duarte: meet').waitFor();
    await cell(page, 'Mina Okafor and Aisha Rahman: only in a list').waitFor();
    await cell(page, 'Aisha Rahman and A guest: apart').waitFor();
  });

  it('shows the record that both see, with the groups of both', async () => {
    const page = await open('#/prove');
    await cell(page, 'Ines Duarte and Mina Okafor: meet').click();
    const text = await shownText(card(page, 'Mina Okafor and Ines Duarte'));
    expect(text).toContain('"visible_by": "harbor/all"');
    expect(text).toMatch(
      /both see it.*Why both find it\s+Mina Okafor: filters\s+\(visible_by:mina .*Ines Duarte: filters\s+\(visible_by:ines /s,
    );
  });

  it('compares what everyone may see, too, if no value is left out', async () => {
    const page = await open('#/prove');
    await page.getByLabel('Value that everyone may see').fill('');
    await cell(page, 'Aisha Rahman and A guest: meet').click();
    expect(await shownText(card(page, 'Aisha Rahman and A guest'))).toContain('"visible_by": "public"');
  });

  it('takes pasted keys, and keeps them out of the link', async () => {
    const page = await open('#/prove');
    const key = generateSecuredApiKey({
      parentApiKey: '2640659426d5107b6e47d75db9cbaef8',
      restrictions: { filters: 'visible_by:"juniper/all"' },
    });
    await page.getByLabel('More keys').fill(`my key: ${key}`);
    await cell(page, 'Aisha Rahman and Pasted key 1: meet').click();
    await cell(page, 'Mina Okafor and Pasted key 1: only in a list').waitFor();
    await page.waitForFunction(() => location.hash.includes('pasted-1'));
    expect(page.url()).not.toContain(key.slice(0, 20));
  });
});

it('searches for a real record like the one that was found, as a person who sees it', async () => {
  const page = await open('#/prove?a=mina&b=ines');
  await page.getByRole('button', { name: 'Search for it as Ines Duarte' }).click();
  await page.getByText('Ines Duarte sees').waitFor();
  expect(await page.getByRole('searchbox').first().inputValue()).not.toBe('');
  expect(await numberOf(page, 'seen', count => count > 0)).toBeGreaterThan(0);
});

describe('a claim about a key', () => {
  it('follows from the key, and is proved by its group', async () => {
    const page = await open('#/prove?key=aisha');
    const text = await shownText(card(page, 'What a key can never show'));
    expect(text).toMatch(/holds/);
    expect(text).toMatch(/Why it holds\s+the key’s filters\s+\(visible_by:aisha /);
    expect(await page.getByLabel(/^Claim/).inputValue()).toContain('visible_by:aisha');
  });

  it('does not hold if it asks for more: a record and the broken condition show it', async () => {
    const page = await open('#/prove?key=guest');
    await page.getByLabel(/^Claim/).fill('visible_by:mina');
    const claims = card(page, 'What a key can never show');
    await claims.getByText('does not satisfy the claim').waitFor();
    expect(await shownText(claims)).toMatch(
      /does not hold.*"visible_by": "public".*The condition that it breaks\s+in the claim\s+visible_by:mina/s,
    );
    await page.getByRole('button', { name: 'Back to the claim of the key' }).click();
    await claims.getByText('Whatever a search asks for').waitFor();
  });

  it('says what is wrong with a filter', async () => {
    const page = await open('#/prove');
    await page.getByLabel(/^Claim/).fill('a:1 OR (b:1 AND c:1)');
    expect(await page.getByLabel(/^Claim/).getAttribute('aria-invalid')).toBe('true');
    await page.getByText('is not allowed').waitFor();
  });
});

it('Mint shows to which values a key is confined, and what filters cannot hide', async () => {
  const page = await open('#/mint?parent=search&r.filters=tenant_id%3A42%20AND%20public%3Atrue');
  const confined = card(page, 'What it can never show');
  await confined.getByText('tenant_id:42', { exact: true }).waitFor();
  expect(await shownText(confined)).toContain('LINT_RULES_MAY_PIN');
});

it('the first screen does not load the solver', async () => {
  const page = await open('#/inspect');
  await page.getByLabel(/^Key or token/).waitFor();
  const loaded = () =>
    page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => /prove/.test(name)).length,
    );
  expect(await loaded()).toBe(0);
  await page.getByRole('link', { name: 'Prove' }).click();
  await page.getByTestId('proof').first().waitFor();
  expect(await loaded()).toBeGreaterThan(0);
});
