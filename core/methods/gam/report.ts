import { type Text, text, verbatim } from '../../base/text.ts';
import { termSize } from '../../learners/gam/terms.ts';
import type { Block, Note, Report, TableBlock } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { NOT_CAUSAL } from '../kit/explanations/words.ts';
import { reportModel } from '../kit/models/report.ts';
import { cellPlaces, scaleWords, termName } from './cells.ts';
import { importanceFigure, pairFigure, shapeFigure } from './figures.ts';
import type { GamMethodFit } from './fit.ts';
import type { GamMethodSpec } from './spec.ts';

/** Shapes that get a picture; the table holds all. */
const MOST_SHAPES = 6;

/** Writes the report of every model method, and after its quality the terms. */
export function reportGam(found: GamMethodFit, spec: GamMethodSpec): Report {
  const { blocks, notes } = reportModel('gam', found.fit, spec.alpha);
  const own = blocks.flatMap((block): Block[] => {
    // The terms' own sizes say what the gain of trees would.
    if (block.id === 'importance') return [];
    if (block.kind === 'text' && block.id === 'reading') return [{ ...block, body: withLeader(block.body, found) }];
    return block.id === 'quality' ? [block, ...termBlocks(found)] : [block];
  });
  return { blocks: own, notes: [...notes, ...gamNotes(found, spec)] };
}

/** Positions of the terms, the largest first. */
function byGreatness({ gam }: GamMethodFit): number[] {
  const sizes = gam.terms.map(termSize);
  return [...sizes.keys()].sort((one, other) => (sizes[other] as number) - (sizes[one] as number) || one - other);
}

function withLeader(body: Text, found: GamMethodFit): Text {
  const { gam } = found;
  const leader = gam.terms[byGreatness(found)[0] ?? -1];
  if (leader === undefined) return body;
  const pairs = gam.terms.length - gam.features.length;
  const [name, scale, size] = [termName(gam, leader), scaleWords(found), termSize(leader)];
  return text(
    `${body.en} The answer is the sum of ${gam.features.length} shapes and ${pairs} pairs, all of them shown here; ${name} moves it most, by ${formatNumber(size, 'en')} on average (${scale.en}). ${NOT_CAUSAL.en}`,
    `${body.zh}预测为 ${gam.features.length} 条形状曲线与 ${pairs} 个特征对之和，全部在此列出；影响最大的是 ${name}，平均为 ${formatNumber(size, 'zh')}（${scale.zh}）。${NOT_CAUSAL.zh}`,
  );
}

function termBlocks(found: GamMethodFit): Block[] {
  const order = byGreatness(found);
  const count = found.gam.features.length;
  const shapes = order.filter((at) => at < count && termSize(found.gam.terms[at] as GamMethodFit['gam']['terms'][number]) > 0);
  const pairs = order.filter((at) => at >= count);
  return [
    importanceFigure(found, order),
    ...shapes.slice(0, MOST_SHAPES).map((at, place) => shapeFigure(found, at, place)),
    ...pairs.map((at, place) => pairFigure(found, at, place)),
    shapeTable(found),
    ...editBlocks(found),
  ];
}

/** Every shape, cell by cell: all that is needed to compute the answers elsewhere, the pairs' own tables aside. */
function shapeTable(found: GamMethodFit): TableBlock {
  const { gam } = found;
  const rows = gam.features.flatMap((feature, at) => {
    const term = gam.terms[at];
    if (term === undefined) return [];
    const places = cellPlaces(feature, term.axes[0]);
    return places.map(({ from, to, label }, cell) => [
      ...[feature.name, from, to, label],
      ...[term.values[cell] ?? 0, term.spread[cell] ?? 0, term.weight[cell] ?? 0],
    ]);
  });
  return {
    kind: 'table',
    id: 'shapes',
    title: text('Every shape in numbers: the answer is the base and one value of each', '全部形状的数值：预测为基准值加上各形状的一个值'),
    table: {
      columns: [
        { name: 'feature', label: text('feature', '特征') },
        { name: 'above', label: text('above', '大于') },
        { name: 'upTo', label: text('up to', '至多') },
        { name: 'value', label: text('value', '取值') },
        { name: 'adds', label: text('adds', '贡献') },
        { name: 'spread', label: text('SD between bags', '各袋间标准差') },
        { name: 'weight', label: text('rows (weight)', '行数（权重）') },
      ],
      rows: [['(base)', null, null, null, gam.base, null, null], ...rows],
    },
  };
}

function editBlocks({ edits, unedited, fit }: GamMethodFit): Block[] {
  if (edits.length === 0 || unedited === null) return [];
  return [
    {
      kind: 'table',
      id: 'edits',
      title: text('Shapes that were overwritten by hand', '人工改写的形状'),
      table: {
        columns: [
          { name: 'feature', label: text('feature', '特征') },
          { name: 'from', label: text('from', '从') },
          { name: 'to', label: text('to', '到') },
          { name: 'category', label: text('category', '类别') },
          { name: 'before', label: text('before (mean)', '改写前（均值）') },
          { name: 'after', label: text('after', '改写后') },
          { name: 'share', label: text('share of rows', '涉及行比例'), unit: 'share' },
        ],
        rows: edits.map(({ edit, before, share }) => [
          ...[edit.feature, edit.from ?? null, edit.to ?? null, edit.category ?? null],
          ...[before, edit.value, share],
        ]),
      },
    },
    {
      kind: 'table',
      id: 'edit-quality',
      title: text('Held-out quality before and after the edits', '改写前后的留出表现'),
      table: {
        columns: [
          { name: 'metric', label: text('metric', '指标') },
          { name: 'before', label: text('before', '改写前') },
          { name: 'after', label: text('after', '改写后') },
        ],
        rows: unedited.map(({ id, measured }) => {
          const after = fit.quality.metrics.find((metric) => metric.id === id)?.measured.value;
          return [id, finite(measured.value), finite(after)];
        }),
      },
    },
  ];
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function gamNotes({ edits, unedited, fit }: GamMethodFit, { increasing, decreasing, pairs }: GamMethodSpec): Note[] {
  const notes: Note[] = [];
  const ordered = [...increasing, ...decreasing];
  if (ordered.length > 0)
    notes.push({
      severity: 'info',
      code: 'gam/monotone',
      message: text(
        `The answer was made to keep one direction along: ${ordered.join(', ')}.${pairs > 0 ? ' They take part in no pair.' : ''}`,
        `预测沿以下列被限定为单调：${ordered.join('、')}。${pairs > 0 ? '这些列不参与特征对。' : ''}`,
      ),
    });
  if (edits.length === 0 || unedited === null) return notes;
  notes.push({
    severity: 'info',
    code: 'gam/edited',
    message: text(
      `Shapes overwritten by hand: ${edits.length}. Quality and predictions are those of the edited model.`,
      `形状经 ${edits.length} 处人工改写；此处的表现与预测均来自改写后的模型。`,
    ),
  });
  const cost = costOfEdits(unedited, fit);
  if (cost !== undefined) notes.push({ severity: 'warning', code: 'gam/edit-costs', message: cost });
  return notes;
}

/** The main loss, where it grew by more than its own standard error. */
function costOfEdits(unedited: NonNullable<GamMethodFit['unedited']>, { quality }: GamMethodFit['fit']): Text | undefined {
  const before = unedited.find(({ id }) => id === 'logLoss' || id === 'rmse');
  const after = quality.metrics.find(({ id }) => id === before?.id);
  if (before === undefined || after === undefined || !(after.measured.value > before.measured.value + before.measured.standardError))
    return;
  const [from, to] = [before.measured.value, after.measured.value];
  const name = verbatim(before.id === 'rmse' ? 'RMSE' : 'log loss');
  return text(
    `The edits cost accuracy: held-out ${name.en} rose from ${formatNumber(from, 'en')} to ${formatNumber(to, 'en')}.`,
    `改写降低了精度：留出 ${name.zh} 由 ${formatNumber(from, 'zh')} 升至 ${formatNumber(to, 'zh')}。`,
  );
}
