import { sha256 } from '../base/sha256.ts';
import { type Language, text } from '../base/text.ts';
import type { Block } from './blocks.ts';
import type { ReportDocument, ReportSection, WordsSection } from './document.ts';
import { formatNumber } from './format.ts';
import { blockHtml, noteHtml } from './html-blocks.ts';
import { escapeHtml, html, inBoth, jsonIsland, type Markup, paragraphs, trusted } from './markup.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { NO_SCRIPT_STYLE, pageStyle } from './page-style.ts';
import { TOKENS } from './tokens.ts';

/**
 * Writes a run as one HTML file that opens on any machine, with no network: text and tables are plain HTML,
 * figures are interactive Plotly. Its content policy lets nothing run but the two scripts that are named by
 * their hash, and lets nothing be fetched.
 *
 * @param plotlySource the Plotly bundle, as the host read it
 * @param language the language that it opens in; the reader's own unless told
 */
export function reportToHtml(document: ReportDocument, plotlySource: string, language?: Language): string {
  const figures: Record<string, unknown> = {};
  const opens = language ?? 'en';
  const anchors = anchorsOf(document.sections);
  const sections = document.sections.map((section, index) => {
    const anchor = anchors[index] ?? '';
    return section.step === null ? wordsHtml(section, anchor, document) : sectionHtml(section, anchor, document, figures);
  });
  const scripts = [plotlySource, PAGE_SCRIPT];
  const page = html`<!doctype html>
<html lang="${escapeHtml(opens === 'zh' ? 'zh-CN' : 'en')}" data-language="${escapeHtml(opens)}" data-opens-in="${escapeHtml(language ?? '')}" data-theme="light" data-title-en="${escapeHtml(document.name.en)}" data-title-zh="${escapeHtml(document.name.zh)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(contentPolicy(scripts))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.name[opens])}</title>
<style>${trusted(pageStyle())}</style>
<noscript><style>${trusted(NO_SCRIPT_STYLE)}</style></noscript>
</head>
<body>
${headerHtml(document)}
${threadHtml(document.sections, anchors)}
<main>${sections}</main>
${sealHtml(document)}
${jsonIsland('tokens', TOKENS)}
${jsonIsland('figures', figures)}
${scripts.map((source) => trusted(`<script>${source}</script>`))}
</body>
</html>
`;
  return page;
}

function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((source) => `'sha256-${base64(sha256(source))}'`);
  const rules = [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return rules.join('; ');
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Hex digits as base64, the way a content policy spells a hash. */
function base64(hex: string): string {
  const bits = [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  const sextets = bits.match(/.{1,6}/g) ?? [];
  const digits = sextets.map((sextet) => BASE64[Number.parseInt(sextet.padEnd(6, '0'), 2)]).join('');
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

function headerHtml(document: ReportDocument): Markup {
  const description = document.description === undefined ? html`` : html`<div class="quiet">${paragraphs(document.description)}</div>`;
  return html`<header class="top">
<div class="controls"><button id="language" type="button"><span lang="en">中文</span><span lang="zh">English</span></button><button id="theme" type="button">${inBoth(text('Light / dark', '浅色 / 深色'))}</button></div>
<h1>${inBoth(document.name)}</h1>
${description}
${document.remarks === undefined ? html`` : html`<div class="remarks">${paragraphs(document.remarks)}</div>`}
<p class="small quiet">${inBoth(text(`Made with ${document.engine} on ${momentOf(document)}. Seed ${document.seed}.`, `由 ${document.engine} 于 ${momentOf(document)} 生成。随机种子 ${document.seed}。`))}</p>
</header>`;
}

/** "2026-11-23 23:54 UTC": as exact as a reader needs, the same wherever it is read. */
function momentOf({ finishedAt }: ReportDocument): string {
  return finishedAt.replace(/^(.{10})T(.{5}).*$/, '$1 $2 UTC');
}

/** Where each section is found: a step may have several pages. */
function anchorsOf(sections: ReportDocument['sections']): readonly string[] {
  const seen = new Map<string, number>();
  return sections.map(({ step }, index) => {
    if (step === null) return `page-${index + 1}`;
    const count = (seen.get(step) ?? 0) + 1;
    seen.set(step, count);
    return count === 1 ? `step-${step}` : `step-${step}.${count}`;
  });
}

function threadHtml(sections: ReportDocument['sections'], anchors: readonly string[]): Markup {
  const chips = sections.map(
    (section, index) =>
      html`<li><a href="#${escapeHtml(anchors[index] ?? '')}" title="${escapeHtml(section.step ?? '')}">${inBoth(section.title)}</a></li>`,
  );
  return html`<nav class="thread" aria-label="Steps"><ol>${chips}</ol></nav>`;
}

function wordsHtml(section: WordsSection, anchor: string, document: ReportDocument): Markup {
  return html`<section class="step" id="${escapeHtml(anchor)}">
<div class="head"><h2>${inBoth(section.title)}</h2></div>
${ownWords(section)}
${section.remarks === undefined ? html`` : html`<div class="words">${paragraphs(section.remarks)}</div>`}
${pageSealHtml(null, document)}
</section>`;
}

function ownWords({ caption }: Pick<ReportSection, 'caption'>): Markup {
  return caption === undefined ? html`` : html`<div class="caption">${paragraphs(caption)}</div>`;
}

function sectionHtml(section: ReportSection, anchor: string, document: ReportDocument, figures: Record<string, unknown>): Markup {
  const [reading, rest] = splitReading(section.report.blocks);
  const finding = reading?.kind === 'text' ? html`<div class="finding">${paragraphs(reading.body)}</div>` : html``;
  for (const block of rest) if (block.kind === 'figure') figures[`${section.step}/${block.id}`] = block.figure;
  const blocks = runsOf(rest).map((run) => {
    const drawn = run.map((block) => blockHtml(block, `${section.step}/${block.id}`));
    return run.length > 1 ? html`<div class="figures">${drawn}</div>` : html`${drawn}`;
  });
  return html`<section class="step" id="${escapeHtml(anchor)}">
<div class="head"><h2>${inBoth(section.title)}</h2><span class="small quiet"><bdi>${escapeHtml(section.step)}</bdi> · ${escapeHtml(section.method)}</span></div>
<p class="quiet">${inBoth(section.purpose)}</p>
${ownWords(section)}
${finding}
${section.report.notes.map(noteHtml)}
${blocks}
${section.remarks === undefined ? html`` : html`<div class="remarks">${paragraphs(section.remarks)}</div>`}
${howHtml(section)}
${pageSealHtml(section.resultHash, document)}
</section>`;
}

/** Letters of a hash that a page shows; the whole hash stands in the seal at the end. */
const SHORT_HASH = 12;

/** Every page can be told where it comes from, also when it is torn out: project, run, data, document, seed, version, date. */
function pageSealHtml(
  resultHash: string | null,
  { name, runs = [], datasets, documentHash, seed, engine, finishedAt }: ReportDocument,
): Markup {
  const short = (hash: string): Markup => html`<code>${escapeHtml(hash.slice(0, SHORT_HASH))}</code>`;
  const parts = [
    html`<span>${inBoth(name)}</span>`,
    ...runs.slice(0, 1).map((run) => html`<span>${inBoth(text('run', '运行'))} ${short(run)}</span>`),
    ...(resultHash === null ? [] : [html`<span>${inBoth(text('result', '结果'))} ${short(resultHash)}</span>`]),
    ...datasets.map(({ hash }) => html`<span>${inBoth(text('data', '数据'))} ${short(hash)}</span>`),
    html`<span>${inBoth(text('document', '实验文档'))} ${short(documentHash)}</span>`,
    html`<span>${inBoth(text('seed', '随机种子'))} ${escapeHtml(String(seed))}</span>`,
    html`<span>${escapeHtml(engine)}</span>`,
    html`<span>${escapeHtml(finishedAt.slice(0, 10))}</span>`,
  ];
  return html`<p class="page-seal small">${parts}</p>`;
}

/** Figures that follow each other stand side by side; everything else stands alone. */
function runsOf(blocks: readonly Block[]): Block[][] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (block.kind === 'figure' && last?.[0]?.kind === 'figure') last.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** The sentence that states the finding comes first and large; a method gives it as the text block "reading". */
function splitReading(blocks: readonly Block[]): [Block | undefined, readonly Block[]] {
  const reading = blocks.find((block) => block.id === 'reading');
  return [reading, blocks.filter((block) => block !== reading)];
}

function howHtml(section: ReportSection): Markup {
  const list = (items: ReportSection['assumptions']): Markup => html`<ul>${items.map((item) => html`<li>${inBoth(item)}</li>`)}</ul>`;
  const seconds = formatNumber(section.elapsedMs / 1000, 'en');
  const rows = section.rowCount === null ? '–' : formatNumber(section.rowCount, 'en');
  return html`<details><summary>${inBoth(text('How this was made, what it assumes, how to read it', '计算方法、前提假设与解读'))}</summary>
<p>${inBoth(section.reading)}</p>
<h3>${inBoth(text('It assumes', '前提假设'))}</h3>${list(section.assumptions)}
<h3>${inBoth(text('Take care', '注意事项'))}</h3>${list(section.pitfalls)}
<p class="small quiet">${escapeHtml(section.citation)}</p>
<pre>${escapeHtml(JSON.stringify({ step: section.step, method: section.method, revision: section.revision, from: section.from, spec: section.spec }, null, 2))}</pre>
<p class="small quiet seal">${inBoth(text(`${rows} rows, ${seconds} s`, `${rows} 行，${seconds} 秒`))} · <code>${escapeHtml(section.fingerprint)}</code> · <code>${escapeHtml(section.resultHash)}</code></p>
</details>`;
}

function sealHtml(document: ReportDocument): Markup {
  const datasets = document.datasets.map((dataset) => {
    const rows = dataset.rowCount === null ? '–' : formatNumber(dataset.rowCount, 'en');
    return html`<tr><td><bdi>${escapeHtml(dataset.name)}</bdi></td><td><bdi>${escapeHtml(dataset.file)}</bdi></td><td class="number">${escapeHtml(rows)}</td><td><code>${escapeHtml(dataset.hash)}</code></td></tr>`;
  });
  return html`<footer class="seal">
<h3>${inBoth(text('Seal', '校验信息'))}</h3>
<p>${inBoth(text('Anyone with the same data and document gets the same bytes: causeway replay checks every step.', '相同的数据与实验文档必得到相同的结果：causeway replay 会逐步核对。'))}</p>
<table><thead><tr><th>${inBoth(text('Dataset', '数据集'))}</th><th>${inBoth(text('File', '文件'))}</th><th class="number">${inBoth(text('Rows', '行数'))}</th><th>SHA-256</th></tr></thead><tbody>${datasets}</tbody></table>
<p>${inBoth(text('Document', '实验文档'))} <code>${escapeHtml(document.documentHash)}</code></p>
${(document.runs ?? []).map((run) => html`<p>${inBoth(text('Run', '运行'))} <code>${escapeHtml(run)}</code></p>`)}
</footer>`;
}
