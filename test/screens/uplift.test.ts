import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSamplePage, type SamplePage } from '../support/sample-page.ts';

let sample: SamplePage;

beforeAll(async () => {
  sample = await openSamplePage(3000, ['effects', 'quality']);
  await sample.open('decide/uplift');
  await sample.page.locator('[data-block=quadrants] .heatmaplayer').waitFor();
}, 120_000);
afterAll(() => sample?.close());

const corners = async (): Promise<readonly number[]> => {
  const words = await sample.page.locator('[data-block=quadrants] .annotation-text tspan:last-child').allTextContents();
  return words.map((count) => Number(count.replaceAll(/\D/g, '')));
};
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

it('every customer stands in one corner of the plane, wherever the limits are', async () => {
  const { page } = sample;
  await expect.poll(async () => sum(await corners())).toBeGreaterThan(2000);
  const before = await corners();
  const limit = page.getByRole('slider', { name: 'Limit of a gain worth having' });
  await limit.focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => ((await corners())[0] ?? 0) < (before[0] ?? 0)).toBe(true);
  expect(sum(await corners())).toBe(sum(before));
  await page.getByRole('button', { name: 'Back to the median and to zero' }).click();
  await expect.poll(corners).toEqual(before);
});

it('the ranking stands against chance, with its measures', async () => {
  const qini = sample.page.locator('[data-block=qini]');
  await qini.scrollIntoViewIfNeeded();
  await qini.locator('.scatterlayer .trace').first().waitFor();
  expect(await sample.page.locator('[data-block=rankings] tbody tr').count()).toBe(2);
});

it('a tenth says who is in it', async () => {
  const { page, misdeeds } = sample;
  await page.getByText('Group 10: who are they?').waitFor();
  const rows = page.locator('.uplift-who tbody tr');
  await rows.first().waitFor();
  const highest = await rows.allInnerTexts();
  await page.locator('.ant-segmented-item', { hasText: /^1$/ }).click();
  await page.getByText('Group 1: who are they?').waitFor();
  await expect.poll(() => rows.allInnerTexts()).not.toEqual(highest);
  expect(misdeeds.strangers).toEqual([]);
  expect(misdeeds.errors).toEqual([]);
});

it('another arm is another picture', async () => {
  const { page } = sample;
  const number = page.locator('.uplift-number');
  const before = await number.innerText();
  await page.locator('.uplift-arms .ant-segmented-item').nth(1).click();
  await expect.poll(() => number.innerText()).not.toBe(before);
});
