import { type Text, text, verbatim } from '../../base/text.ts';
import type { Block, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { drawTree } from '../kit/drawn-tree/drawn-tree.ts';
import { fidelityScalars, fidelityWords, nearNotes, neighbourScalars } from '../kit/explanations/near-row.ts';
import { answerScale, NOT_CAUSAL, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import type { LocalTreeFit } from './fit.ts';
import type { LocalTreeSpec } from './spec.ts';

/** Writes the report: the row's own leaf in words, the tree, its leaves as rules, and how far it can be trusted. */
export function reportLocalTree(fit: LocalTreeFit, spec: LocalTreeSpec): Report {
  const tree = drawTree({
    nodes: fit.nodes,
    valueName: text(`${answerScale(fit.facts).en} beside that of all rows near by`, `${answerScale(fit.facts).zh}（相对附近各行）`),
  });
  const fidelity = fidelityWords(fit.fidelity);
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    {
      kind: 'figure',
      id: 'tree',
      title: text(`How does the model decide near ${fit.name}?`, `在 ${fit.name} 附近，模型如何判断？`),
      subtitle: text(`fidelity R² ${fidelity.en} on new rows near by (weighted)`, `在附近新虚拟行上的拟合度 R² ${fidelity.zh}（加权）`),
      ...tree,
    },
    {
      kind: 'table',
      id: 'rules',
      title: text('The leaves as rules', '各叶子对应的规则'),
      table: {
        columns: [
          { name: 'leaf', label: text('leaf', '叶子') },
          { name: 'when', label: text('when', '条件') },
          { name: 'answer', label: answerScale(fit.facts) },
          { name: 'share', label: text('share of nearness', '邻近权重比例'), unit: 'share' },
          { name: 'ownRow', label: text('holds this row', '含该行') },
        ],
        rows: fit.leaves.map(({ conditions, value, share }, leaf) => [
          leaf + 1,
          conditions.join(' ∧ '),
          value,
          share,
          leaf === fit.ownLeaf,
        ]),
      },
    },
    {
      kind: 'scalars',
      id: 'facts',
      title: text('How far it can be trusted', '可信程度'),
      rows: [
        ...fidelityScalars(fit.own?.value ?? null, fit.fidelity),
        { name: 'answer', label: text('The model’s answer', '模型的预测'), value: fit.answer },
        { name: 'tree_answer', label: text('The tree’s answer', '替代树的预测'), value: fit.leaves[fit.ownLeaf]?.value ?? null },
        ...neighbourScalars(fit.row, fit.width, spec.samples, fit.effective),
      ],
    },
  ];
  return {
    blocks,
    notes: [...surrogateNotes('local-tree', fit.facts), ...nearNotes('local-tree', fit.fidelity, fit.effective, spec.samples)],
  };
}

function readingOf({ name, facts, answer, leaves, ownLeaf, fidelity }: LocalTreeFit): Text {
  const subject = subjectWords(facts);
  const own = leaves[ownLeaf];
  const n = (value: number, language: 'en' | 'zh'): string => formatNumber(value, language);
  if (own === undefined || own.conditions.length === 0)
    return text(
      `Near ${name} no split tells answers apart; ${subject.en} is ${n(answer, 'en')}.`,
      `在 ${name} 附近，没有分裂能区分预测；${subject.zh}为 ${n(answer, 'zh')}。`,
    );
  const rule = verbatim(own.conditions.join(' ∧ '));
  const told = fidelityWords(fidelity);
  return text(
    `${name} is in the leaf ${rule.en}, where ${subject.en} is ${n(own.value, 'en')} on average (the model says ${n(answer, 'en')}). Near this row the tree repeats the model with a weighted R² ${told.en} on new rows. ${NOT_CAUSAL.en}`,
    `${name} 落在叶子“${rule.zh}”，其中${subject.zh}平均为 ${n(own.value, 'zh')}（模型为 ${n(answer, 'zh')}）。替代树在该行附近新虚拟行上的加权 R² ${told.zh}。${NOT_CAUSAL.zh}`,
  );
}
