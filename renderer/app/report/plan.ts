import type { Language, Text } from '../../../core/base/text.ts';
import { verbatim } from '../../../core/base/text.ts';
import type { ReportPage, ReportPlan } from '../../../core/run/document.ts';

/** Pure edits of the report that a document holds; every one gives a new plan. */

/** Where a block stands in the report: the place of its page, or undefined. */
export function pageWith(plan: ReportPlan | undefined, step: string, block: string): number | undefined {
  const at = plan?.pages.findIndex((page) => page.step === step && page.blocks.includes(block)) ?? -1;
  return at === -1 ? undefined : at;
}

/** Adds a block to the last page of its step, or on a new page at the end. */
export function withBlock(plan: ReportPlan, step: string, block: string): ReportPlan {
  if (pageWith(plan, step, block) !== undefined) return plan;
  const at = plan.pages.findLastIndex((page) => page.step === step);
  if (at === -1) return { ...plan, pages: [...plan.pages, { step, blocks: [block] }] };
  return changedPage(plan, at, (page) => ({ ...page, blocks: [...page.blocks, block] }));
}

/** Takes a block off every page; a page that shows nothing any more goes with it. */
export function withoutBlock(plan: ReportPlan, step: string, block: string): ReportPlan {
  const pages = plan.pages.map((page) => (page.step === step ? { ...page, blocks: page.blocks.filter((id) => id !== block) } : page));
  return { ...plan, pages: pages.filter((page) => page.step === undefined || page.blocks.length > 0) };
}

export function changedPage(plan: ReportPlan, at: number, change: (page: ReportPage) => ReportPage): ReportPlan {
  return { ...plan, pages: plan.pages.map((page, index) => (index === at ? change(page) : page)) };
}

/** Takes one block off one page; the page goes when it was its last. */
export function withoutBlockAt(plan: ReportPlan, at: number, block: string): ReportPlan {
  const left = plan.pages[at]?.blocks.filter((id) => id !== block) ?? [];
  return left.length === 0 ? withoutPage(plan, at) : changedPage(plan, at, (page) => ({ ...page, blocks: left }));
}

export function withoutPage(plan: ReportPlan, at: number): ReportPlan {
  return { ...plan, pages: plan.pages.filter((_, index) => index !== at) };
}

export function withPage(plan: ReportPlan, at: number, page: ReportPage): ReportPlan {
  return { ...plan, pages: plan.pages.toSpliced(at, 0, page) };
}

export function movedPage(plan: ReportPlan, from: number, to: number): ReportPlan {
  return { ...plan, pages: moved(plan.pages, from, to) };
}

/** Moves a block within its page, by one place up (−1) or down (1). */
export function movedBlock(plan: ReportPlan, at: number, block: string, by: -1 | 1): ReportPlan {
  return changedPage(plan, at, (page) => {
    const from = page.blocks.indexOf(block);
    return { ...page, blocks: moved(page.blocks, from, from + by) };
  });
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const [taken] = list.slice(from, from + 1);
  if (taken === undefined || from < 0 || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, taken);
}

/**
 * What somebody wrote in one language. The other language says the same until it is given words of its own, so that
 * no reader meets an empty place.
 *
 * @returns undefined when nothing is left
 */
export function withWords(before: Text | undefined, language: Language, words: string): Text | undefined {
  const other: Language = language === 'en' ? 'zh' : 'en';
  const kept = before?.[other] ?? '';
  const isFollowing = kept === '' || kept === before?.[language];
  if (words.trim() === '') return isFollowing ? undefined : verbatim(kept);
  if (isFollowing) return verbatim(words);
  return language === 'en' ? { en: words, zh: kept } : { en: kept, zh: words };
}
