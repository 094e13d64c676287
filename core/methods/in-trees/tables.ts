import { type Text, text } from '../../base/text.ts';
import type { Figure, TableCell, TableColumn, TableData } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import type { InTreesFit, ShownRule } from './fit.ts';

/** Points of the picture, at most, besides the chosen rules. */
const MOST_POINTS = 1000;

const REST = { '*': text('all other rows', '其余各行') };

/** "(age > 40 ∨ ∅) ∧ town ∈ {q}" */
export function joined({ words }: ShownRule): string {
  if (words.length === 1) return words[0] as string;
  return words.map((condition) => (condition.endsWith('∨ ∅') ? `(${condition})` : condition)).join(' ∧ ') || '*';
}

/** The chosen rules in the order of choice. */
export function rulesTable(fit: InTreesFit): TableData {
  const chosen = fit.selected.map((at) => fit.rules[at] as ShownRule);
  return { columns: ruleColumns(fit), rows: chosen.map((rule) => ruleCells(fit, rule)) };
}

/** The list from the top; its last line is the default. */
export function listTable(fit: InTreesFit): TableData {
  const [conditions, ...others] = ruleColumns(fit);
  const leads = ['if', 'else if', 'else'];
  return {
    columns: [
      {
        name: 'place',
        label: text('step', '步骤'),
        words: { if: text('IF', '若'), 'else if': text('ELSE IF', '否则若'), else: text('ELSE', '否则') },
      },
      { ...(conditions as TableColumn), words: REST },
      ...others,
      { name: 'held_out_frequency', label: text('held-out frequency', '留出行频率'), unit: 'share' },
      { name: 'held_out_error', label: text('held-out error', '留出行误差'), unit: 'share' },
    ],
    rows: fit.list.map((line, at) => {
      const place = line.words.length === 0 ? leads[2] : at === 0 ? leads[0] : leads[1];
      return [place as string, ...ruleCells(fit, line), line.heldOutShare, line.heldOutError];
    }),
  };
}

/** "at or above 0.5", or a number. */
export function predictionWords({ task, classes }: InTreesFit, prediction: number): Text | number {
  return task === 'binary' ? (classes[prediction === 1 ? 1 : 0] as Text) : prediction;
}

function ruleColumns({ task, classes }: InTreesFit): TableColumn[] {
  const words = Object.fromEntries(classes.map((words) => [words.en, words]));
  return [
    { name: 'conditions', label: text('conditions', '条件') },
    { name: 'length', label: text('length', '长度') },
    { name: 'frequency', label: text('frequency', '频率'), unit: 'share' },
    { name: 'error', label: text('error', '误差'), unit: 'share' },
    { name: 'prediction', label: text('prediction', '预测'), ...(task === 'binary' ? { words } : {}) },
  ];
}

function ruleCells(fit: InTreesFit, rule: ShownRule): TableCell[] {
  const said = predictionWords(fit, rule.prediction);
  return [joined(rule), rule.words.length, rule.frequency, rule.error, typeof said === 'number' ? said : said.en];
}

/** Each rule a point: to the right it holds for more rows, further down it errs less. */
export function errorFigure(fit: InTreesFit): { readonly figure: Figure; readonly table: TableData } {
  const isSelected = new Set(fit.selected);
  const others = fit.rules.flatMap((_, at) => (isSelected.has(at) ? [] : [at]));
  const step = Math.ceil(others.length / MOST_POINTS) || 1;
  const shown = others.filter((_, at) => at % step === 0);
  const points = (places: readonly number[], name: Text, color: string, size: number) => {
    const rules = places.map((at) => fit.rules[at] as ShownRule);
    return {
      type: 'scatter',
      mode: 'markers',
      name,
      x: rules.map(({ frequency }) => frequency),
      y: rules.map(({ error }) => error),
      text: rules.map(joined),
      hovertemplate: '%{text}<extra></extra>',
      marker: { color, size },
    };
  };
  return {
    figure: {
      data: [
        points(shown, text('other rules', '其他规则'), faded('ink-3', 0.4), 5),
        points(fit.selected, text('chosen rules', '选出的规则'), token('accent'), 9),
      ],
      layout: {
        xaxis: { title: { text: text('frequency', '频率') }, rangemode: 'tozero', zeroline: false, nticks: 6, gridcolor: token('line') },
        yaxis: { title: { text: text('error', '误差') }, rangemode: 'tozero', zeroline: false, nticks: 6, gridcolor: token('line') },
        legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
      },
    },
    table: {
      columns: [...ruleColumns(fit), { name: 'chosen', label: text('chosen', '是否选出') }],
      rows: [...fit.selected, ...shown].map((at) => [...ruleCells(fit, fit.rules[at] as ShownRule), isSelected.has(at)]),
    },
  };
}
