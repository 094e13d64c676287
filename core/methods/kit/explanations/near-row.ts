import { z } from 'zod';
import { type Text, text, verbatim } from '../../../base/text.ts';
import type { Work } from '../../../base/work.ts';
import type { Measured } from '../../../learners/evaluation/measured.ts';
import { type ColumnSpread, isIndicator, placeOf, spreadsOf, usualWidth } from '../../../learners/explain/neighbourhood.ts';
import type { Feature } from '../../../learners/model.ts';
import type { Note, Scalar } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import type { Inputs, MethodText } from '../../contract.ts';
import { askedRow, chosenRow, ROW_OPTION_TEXTS, type RowChoice, rowName, rowOptions } from './one-row.ts';
import { findSubject, prepareSubject, type Subject, type SubjectChoice, type SubjectSource } from './subject.ts';
import { SUBJECT_OPTION_TEXTS, subjectOptions } from './subject-options.ts';
import { cellWords } from './words.ts';

/** Options of explanations that ask a model about made-up rows near one row. */
export const nearOptions = {
  ...rowOptions,
  /** Made-up rows a draw. */
  samples: z.int().min(100).max(200_000).default(5000),
  /** Numbers by quartile, rather than as they are. */
  discretize: z.boolean().default(true),
  /** Width of the kernel; 0.75 · √features without it. */
  width: z.number().gt(0).max(1e6).optional(),
  ...subjectOptions,
};

export interface NearChoice extends RowChoice, SubjectChoice {
  readonly samples: number;
  readonly discretize: boolean;
  readonly width?: number | undefined;
}

/** What the form says about them. */
export const NEAR_OPTION_TEXTS: MethodText['options'] = {
  ...ROW_OPTION_TEXTS,
  samples: { label: text('Made-up rows', '虚拟行数'), help: text('Rows drawn near the row, a draw.', '每次在该行附近抽取的虚拟行数。') },
  discretize: {
    label: text('Numbers by quartile', '按四分位分箱'),
    help: text('Whether numbers are compared by quartile, or as they are.', '数值按四分位比较，还是直接使用原值。'),
  },
  width: {
    label: text('Kernel width', '核宽度'),
    help: text(
      'How far rows still count as near; smaller is more local. Without it 0.75 · √(number of features).',
      '多远的行仍算相近；越小越局部。留空则取 0.75 · √特征数。',
    ),
  },
  ...SUBJECT_OPTION_TEXTS,
};

/** @throws as `findSubject` and `askedRow` */
export function readNearStudy(spec: NearChoice, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  askedRow(source.frame, spec);
  return source;
}

/** A subject with the row to explain and how its columns lie. */
export interface NearRow {
  readonly subject: Subject;
  readonly spreads: readonly ColumnSpread[];
  readonly row: number;
  readonly name: string;
  readonly cells: readonly number[];
  readonly width: number;
}

/** Makes the subject ready, and chooses the row. */
export async function prepareNearRow(source: SubjectSource, spec: NearChoice, work: Work): Promise<NearRow> {
  const subject = await prepareSubject(source, false, work);
  const row = chosenRow(askedRow(source.frame, spec), subject.answers);
  const { table } = subject;
  return {
    subject,
    spreads: spreadsOf(table, spec.discretize),
    row,
    name: rowName(source.frame, row),
    cells: table.columns.map((column) => column[row] as number),
    width: spec.width ?? usualWidth(table.features.length),
  };
}

/** What a plain model sees of a feature, e.g. "20 < age ≤ 30", "town = north", or the name of a number taken as it is. */
export function seenWords({ name, kind, categories }: Feature, spread: ColumnSpread, cell: number): Text {
  if (!isIndicator(spread, cell)) return verbatim(name);
  const place = placeOf(spread, cell);
  if (place < 0 || spread.kind !== 'bins') {
    const words =
      kind === 'boolean' && place >= 0 ? text(cell === 1 ? 'yes' : 'no', cell === 1 ? '是' : '否') : cellWords(cell, categories);
    return text(`${name} = ${words.en}`, `${name} = ${words.zh}`);
  }
  const [low, high] = [spread.edges[place - 1], spread.edges[place]];
  const end = (value: number): string =>
    kind === 'date' && Math.abs(value) <= LAST_MOMENT ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)));
  return verbatim(`${low === undefined ? '' : `${end(low)} < `}${name}${high === undefined ? '' : ` ≤ ${end(high)}`}`);
}

/** The latest moment that a date can hold, in ms. */
const LAST_MOMENT = 8.64e15;

/** Below this a stand-in leaves more unsaid than it says. */
export const NEAR_FAITHFUL = 0.5;

/** Fewer rows near by leave the answer to luck. */
const FEWEST_NEAR = 30;

/** From this share of the rows on, distance hardly matters. */
const HARDLY_LOCAL = 0.95;

/** What must be said about a stand-in near one row: that it tells too little, or rests on too few rows, or on all alike. */
export function nearNotes(method: string, fidelity: Measured | null, effective: number, samples: number): Note[] {
  const notes: Note[] = [];
  if (fidelity === null)
    notes.push({
      severity: 'info',
      code: `${method}/flat`,
      message: text('Near this row all answers are the same: there is nothing to explain.', '该行附近的预测全都相同，没有可解释的内容。'),
    });
  else if (fidelity.value < NEAR_FAITHFUL)
    notes.push({
      severity: 'warning',
      code: `${method}/low-fidelity`,
      message: text(
        `LOW FIDELITY: on new rows near this one the plain model repeats only part of the answers (weighted R² ${formatNumber(fidelity.value, 'en')}, below ${NEAR_FAITHFUL}). Do not lean on its reasons; try a smaller width, or SHAP.`,
        `拟合度低：在该行附近的新虚拟行上，替代模型只还原了部分预测（加权 R² ${formatNumber(fidelity.value, 'zh')}，低于 ${NEAR_FAITHFUL}）。请勿依赖其解释；可缩小核宽度，或改用 SHAP。`,
      ),
    });
  if (effective > HARDLY_LOCAL * samples)
    notes.push({
      severity: 'info',
      code: `${method}/hardly-local`,
      message: text(
        'Nearly all made-up rows count alike: with this kernel width the explanation is that of all rows rather than of this one. Try a smaller width.',
        '几乎所有虚拟行的权重都相同：在此核宽度下，解释更接近整体而非该行。请试用更小的宽度。',
      ),
    });
  if (effective < FEWEST_NEAR)
    notes.push({
      severity: 'warning',
      code: `${method}/few-near`,
      message: text(
        `Only about ${formatNumber(effective, 'en')} made-up rows count as near: widen the kernel, or draw more.`,
        `仅约 ${formatNumber(effective, 'zh')} 行虚拟行算作相近：请加大核宽度，或多抽一些。`,
      ),
    });
  return notes;
}

/** "0.31 to 0.58, most likely 0.45". */
export function fidelityWords(fidelity: Measured | null): Text {
  if (fidelity === null) return text('not known', '未知');
  const n = (value: number, language: 'en' | 'zh'): string => formatNumber(value, language);
  const [low, high] = fidelity.interval;
  return text(
    `between ${n(low, 'en')} and ${n(high, 'en')}, most likely ${n(fidelity.value, 'en')}`,
    `介于 ${n(low, 'zh')} 与 ${n(high, 'zh')} 之间，最可能为 ${n(fidelity.value, 'zh')}`,
  );
}

/** How well the stand-in repeats the model, in numbers. */
export function fidelityScalars(own: number | null, fidelity: Measured | null): Scalar[] {
  return [
    { name: 'local_r2', label: text('Local R², on the rows it was fitted to (weighted)', '局部 R²（拟合所用的行，加权）'), value: own },
    {
      name: 'fidelity_r2',
      label: text('Fidelity: R² on new rows near by (weighted)', '拟合度：新的相近行上的 R²（加权）'),
      value: fidelity?.value ?? null,
    },
    { name: 'fidelity_low', label: text('Lower end of its 95 % interval', '其 95% 区间下限'), value: fidelity?.interval[0] ?? null },
    { name: 'fidelity_high', label: text('Upper end of its 95 % interval', '其 95% 区间上限'), value: fidelity?.interval[1] ?? null },
    {
      name: 'is_faithful',
      label: text(`R² of at least ${NEAR_FAITHFUL}`, `R² 不低于 ${NEAR_FAITHFUL}`),
      value: fidelity === null ? null : fidelity.value >= NEAR_FAITHFUL,
    },
  ];
}

/** What was asked of which neighbourhood. */
export function neighbourScalars(row: number, width: number, samples: number, effective: number): Scalar[] {
  return [
    { name: 'row', label: text('Row', '行号'), value: row + 1 },
    { name: 'width', label: text('Kernel width', '核宽度'), value: width },
    { name: 'samples', label: text('Made-up rows', '虚拟行数'), value: samples },
    { name: 'effective_rows', label: text('As many as so many equally near ones', '相当于等距离的行数'), value: effective },
  ];
}
