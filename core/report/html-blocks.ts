import { type Text, text } from '../base/text.ts';
import type {
  Block,
  Estimate,
  EstimatesBlock,
  FigureBlock,
  Note,
  ScalarsBlock,
  TableBlock,
  TableCell,
  TableColumn,
  TableData,
} from './blocks.ts';
import { formatCell, formatInterval, formatPValue } from './format.ts';
import { escapeHtml, html, inBoth, type Markup, paragraphs, trusted } from './markup.ts';
import { phraseOf, rowNameOf, withPhrasedHeads } from './phrases.ts';

/** A page stays quick to open with this many rows of one table; the rest is in the JSON. */
const MOST_ROWS = 100;

/** One block as HTML; figures leave a holder that the page's script fills. */
export function blockHtml(block: Block, figureKey: string): Markup {
  switch (block.kind) {
    case 'text':
      return html`<div class="block"><h3>${inBoth(block.title)}</h3>${paragraphs(block.body)}</div>`;
    case 'estimates':
      return estimatesHtml(block);
    case 'scalars':
      return scalarsHtml(block);
    case 'table':
      return tableBlockHtml(block);
    case 'figure':
      return figureHtml(block, figureKey);
  }
}

/** A warning with its code, so that a reader can look it up and a program can find it. */
export function noteHtml(note: Note): Markup {
  return html`<div class="note ${escapeHtml(note.severity)}" role="note">${inBoth(note.message)}<code>${escapeHtml(note.code)}</code></div>`;
}

const WORDS = {
  name: text('Name', '名称'),
  contrast: text('Contrast', '对比'),
  group: text('Group', '分组'),
  estimand: text('Estimand', '估计量'),
  interval: text('Interval', '区间'),
  value: text('Most likely', '点估计'),
  standardError: text('Standard error', '标准误'),
  pValue: text('p-value', 'p 值'),
  n: text('n', '样本量'),
  behind: text('The numbers behind this chart', '图表背后的数据'),
} satisfies Record<string, Text>;

function estimatesHtml(block: EstimatesBlock): Markup {
  const { rows } = block;
  const has = (field: keyof Estimate): boolean => rows.some((row) => row[field] !== undefined);
  const scaleFor = scalesOf(rows);
  const hasScale = rows.some((row) => scaleFor(row) !== undefined);
  const header = [
    head(WORDS.name),
    ...(has('contrast') ? [head(WORDS.contrast)] : []),
    ...(has('group') && !has('contrast') ? [head(WORDS.group)] : []),
    head(WORDS.estimand),
    ...(hasScale ? [html`<th></th>`] : []),
    head(WORDS.interval, true),
    head(WORDS.value, true),
    ...(has('standardError') ? [head(WORDS.standardError, true)] : []),
    ...(has('pValue') ? [head(WORDS.pValue, true)] : []),
    ...(has('n') ? [head(WORDS.n, true)] : []),
  ];
  const body = rows.map((row) => {
    const cells = [
      phraseCell(rowNameOf(row.name)),
      ...(has('contrast') ? [textCell(row.contrast ?? '')] : []),
      ...(has('group') && !has('contrast') ? [textCell(row.group ?? '')] : []),
      phraseCell(phraseOf(row.estimand)),
      ...(hasScale ? [html`<td>${intervalSvg(row, scaleFor(row))}</td>`] : []),
      html`<td class="number">${inBoth({ en: formatInterval(row, 'en'), zh: formatInterval(row, 'zh') })}</td>`,
      numberCell(row.value),
      ...(has('standardError') ? [numberCell(row.standardError ?? null)] : []),
      ...(has('pValue') ? [html`<td class="number">${escapeHtml(row.pValue === undefined ? '–' : formatPValue(row.pValue))}</td>`] : []),
      ...(has('n') ? [numberCell(row.n ?? null)] : []),
    ];
    return html`<tr>${cells}</tr>`;
  });
  return html`<div class="block"><h3>${inBoth(block.title)}</h3><table><thead><tr>${header}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function head(words: Text, isNumber = false): Markup {
  return html`<th${trusted(isNumber ? ' class="number"' : '')}>${inBoth(words)}</th>`;
}

function textCell(words: string): Markup {
  const escaped = escapeHtml(words);
  return words.length > 44 ? html`<td><bdi class="long" title="${escaped}">${escaped}</bdi></td>` : html`<td><bdi>${escaped}</bdi></td>`;
}

/** A name from the data is the same in both languages: it stands once, and apart from the words around it. */
function labelHtml(words: Text): Markup {
  return words.en === words.zh ? html`<bdi>${escapeHtml(words.en)}</bdi>` : inBoth(words);
}

/** Words of reports in both languages; names from the data, which are the same in both, once. */
function phraseCell(words: Text): Markup {
  return words.en === words.zh ? textCell(words.en) : html`<td>${inBoth(words)}</td>`;
}

function numberCell(value: number | null): Markup {
  return html`<td class="number">${inBoth({ en: formatCell(value, 'en'), zh: formatCell(value, 'zh') })}</td>`;
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly isEffect: boolean;
}

/** Rows share one scale as long as the shortest interval can still be seen on it; else each name gets its own. */
const MOST_STRETCH = 25;

/** Finds the scale of each row; rows without an interval have none. */
function scalesOf(rows: readonly Estimate[]): (row: Estimate) => Scale | undefined {
  const widths = rows
    .flatMap((row) => (row.interval === undefined ? [] : [row.interval[1] - row.interval[0]]))
    .filter((width) => width > 0);
  if (widths.length === 0) return () => undefined;
  // Names that stand once are rows of one list (features, say), which only a common scale lets one compare.
  const isList = new Set(rows.map((row) => row.name)).size === rows.length;
  if (isList || Math.max(...widths) < MOST_STRETCH * Math.min(...widths)) {
    const common = scaleOf(rows);
    return () => common;
  }
  const byName = new Map(rows.map((row) => [row.name, scaleOf(rows.filter((other) => other.name === row.name))]));
  return (row) => byName.get(row.name);
}

function scaleOf(rows: readonly Estimate[]): Scale | undefined {
  const isEffect = rows.some((row) => row.contrast !== undefined);
  const ends = [...rows.flatMap((row) => row.interval ?? []), ...(isEffect ? [0] : [])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return high > low ? { low, high, isEffect } : undefined;
}

const BAR_WIDTH = 150;

function intervalSvg(row: Estimate, scale: Scale | undefined): Markup {
  if (row.interval === undefined || scale === undefined) return html``;
  const at = (value: number): string => (4 + ((BAR_WIDTH - 8) * (value - scale.low)) / (scale.high - scale.low)).toFixed(1);
  const [low, high] = row.interval;
  const direction = !scale.isEffect ? '' : low > 0 ? 'gain' : high < 0 ? 'loss' : '';
  const zero = scale.isEffect ? `<line class="zero" x1="${at(0)}" x2="${at(0)}" y1="0" y2="16"/>` : '';
  return trusted(
    `<svg class="interval" width="${BAR_WIDTH}" height="16" aria-hidden="true">${zero}<g class="${direction}"><line class="bar" x1="${at(low)}" x2="${at(high)}" y1="8" y2="8"/><circle class="dot" cx="${at(row.value)}" cy="8" r="2.5"/></g></svg>`,
  );
}

function scalarsHtml(block: ScalarsBlock): Markup {
  const items = block.rows.map((row) => {
    const unit = row.unit === undefined ? html`` : html` <span class="small quiet">${escapeHtml(row.unit)}</span>`;
    const value = inBoth({ en: formatCell(row.value, 'en'), zh: formatCell(row.value, 'zh') });
    return html`<div><dt>${labelHtml(row.label ?? phraseOf(row.name))}</dt><dd>${value}${unit}</dd></div>`;
  });
  return html`<div class="block"><h3>${inBoth(block.title)}</h3><dl class="scalars">${items}</dl></div>`;
}

function tableBlockHtml(block: TableBlock): Markup {
  return html`<div class="block"><h3>${inBoth(block.title)}</h3>${tableHtml(block.table)}</div>`;
}

function tableHtml(table: TableData): Markup {
  const isNumber = table.columns.map((_, index) => table.rows.some((row) => typeof row[index] === 'number'));
  const header = withPhrasedHeads(table).columns.map((column, index) => {
    const unit = unitOf(column.unit);
    const label = column.label === undefined ? html`<bdi>${escapeHtml(column.name)}</bdi>` : inBoth(column.label);
    return html`<th${trusted(isNumber[index] === true ? ' class="number"' : '')}>${label}${unit}</th>`;
  });
  const rows = table.rows
    .slice(0, MOST_ROWS)
    .map((row) => html`<tr>${row.map((cell, index) => cellHtml(cell, table.columns[index]))}</tr>`);
  const hidden = table.rows.length - MOST_ROWS;
  const rest = text(`${hidden} more rows are in the JSON of this report.`, `其余 ${hidden} 行见此报告的 JSON 文件。`);
  const more = hidden > 0 ? html`<p class="small quiet">${inBoth(rest)}</p>` : html``;
  return html`<div class="rows" tabindex="0"><table><thead><tr>${header}</tr></thead><tbody>${rows}</tbody></table></div>${more}`;
}

/** A share needs no unit beside its label. */
function unitOf(unit: string | undefined): Markup {
  return unit === undefined || unit === 'share' ? html`` : html` (${escapeHtml(unit)})`;
}

function cellHtml(cell: TableCell, column: TableColumn | undefined): Markup {
  const words = typeof cell === 'string' && Object.hasOwn(column?.words ?? {}, cell) ? column?.words?.[cell] : undefined;
  if (words !== undefined) return phraseCell(words);
  if (typeof cell === 'number') return numberCell(cell);
  if (typeof cell === 'string') return textCell(cell);
  return html`<td>${inBoth({ en: formatCell(cell, 'en'), zh: formatCell(cell, 'zh') })}</td>`;
}

function figureHtml(block: FigureBlock, key: string): Markup {
  const subtitle = block.subtitle === undefined ? html`` : html`<div class="small quiet">${inBoth(block.subtitle)}</div>`;
  const holder = html`<div class="figure" data-figure="${escapeHtml(key)}" data-name="${escapeHtml(block.id)}" role="img" aria-label="${escapeHtml(block.title.en)}"></div>`;
  const behind = html`<details class="behind" open><summary>${inBoth(WORDS.behind)}</summary>${tableHtml(block.table)}</details>`;
  return html`<div class="block${trusted(block.isWide === true ? ' wide' : '')}"><h3>${inBoth(block.title)}</h3>${subtitle}${holder}${behind}</div>`;
}
