import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Opens the palette by its keys, types the words, and runs what they find once the field holds them: on a busy machine
 * it has the focus later than the keys come.
 */
export async function runCommand(page: Page, words: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox');
  await page.keyboard.press('Control+k');
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText(words);
  await expect.poll(() => field.inputValue()).toBe(words);
  await page.locator('.palette-option[aria-selected="true"]').waitFor();
  await page.keyboard.press('Enter');
  await field.waitFor({ state: 'hidden' });
}
