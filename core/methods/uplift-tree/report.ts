import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { drawTree } from '../kit/drawn-tree/drawn-tree.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import { asMetaSpec } from '../kit/uplift-trees/prepare.ts';
import type { UpliftTreeFit } from './fit.ts';
import type { TreeNode, Uplift } from './nodes.ts';
import type { UpliftTreeSpec } from './spec.ts';

/** Writes the report: the drawn tree and its leaves before what every effect method says. */
export function reportUpliftTree(fit: UpliftTreeFit, spec: UpliftTreeSpec): Report {
  const { blocks, notes } = reportMeta(fit.meta, asMetaSpec(spec, 1));
  const [reading, ...others] = blocks;
  const own: Block[] = [
    {
      kind: 'figure',
      id: 'tree',
      title: text('Where do the arms drift apart?', '各组在何处拉开差异？'),
      subtitle: text(
        `${spec.criterion}; rows and rates are those of ${spec.honest ? 'rows that found no split' : 'the rows that found the splits'}`,
        `${spec.criterion}；行数与比率来自${spec.honest ? '未参与寻找分裂的行' : '寻找分裂所用的同一批行'}`,
      ),
      ...drawTree({ nodes: fit.nodes.map((node) => drawn(node, fit)), valueName: text('uplift of the strongest arm', '最强组的增量') }),
    },
    leavesBlock(fit, spec),
  ];
  return { blocks: [...(reading === undefined ? [] : [reading]), ...own, ...others], notes: [...notes, ...ownNotes(fit, spec)] };
}

function drawn(node: TreeNode, { meta }: UpliftTreeFit) {
  const lines = (language: Language): string[] => {
    const n = (value: number) => formatNumber(value, language);
    const total = node.rates.reduce((sum, { rows }) => sum + rows, 0);
    const rates = [meta.control, ...meta.arms].map(
      (arm, at) => `${arm}: ${n(node.rates[at]?.mean ?? 0)} (n ${n(node.rates[at]?.rows ?? 0)})`,
    );
    const uplifts = meta.arms.map((arm, at) => {
      const uplift = node.uplifts[at];
      return `${language === 'zh' ? '增量' : 'uplift'} ${arm}: ${uplift === null || uplift === undefined ? '—' : `${n(uplift.value)} ± ${n((uplift.interval[1] - uplift.interval[0]) / 2)}`}`;
    });
    return [`n ${n(total)}`, ...rates, ...uplifts];
  };
  const zh = lines('zh');
  return {
    parent: node.parent,
    side: node.side,
    condition: text(node.condition, node.condition),
    lines: lines('en').map((line, at) => text(line, zh[at] ?? line)),
    value: strongest(node)?.value ?? null,
  };
}

function strongest({ uplifts }: TreeNode): Uplift | null {
  return uplifts.reduce<Uplift | null>((best, uplift) => {
    if (uplift === null) return best;
    return best === null || Math.abs(uplift.value) > Math.abs(best.value) ? uplift : best;
  }, null);
}

/** The way from the root to a node, in words. */
function wayTo(nodes: readonly TreeNode[], node: TreeNode): string {
  const way: string[] = [];
  for (let at: TreeNode | undefined = node; at?.parent !== null && at !== undefined; at = nodes[at.parent]) way.unshift(at.condition);
  return way.join(' ∧ ');
}

function leavesBlock({ nodes, meta }: UpliftTreeFit, spec: UpliftTreeSpec): Block {
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  return {
    kind: 'estimates',
    id: 'leaves',
    title: text('Uplift by leaf', '各叶节点的增量'),
    rows: leaves.flatMap((leaf) =>
      meta.arms.flatMap((arm, at) => {
        const uplift = leaf.uplifts[at];
        if (uplift === null || uplift === undefined) return [];
        const n = (leaf.rates[0]?.rows ?? 0) + (leaf.rates[at + 1]?.rows ?? 0);
        return [
          {
            ...{
              name: meta.outcome,
              estimand: 'difference in means',
              contrast: `${arm} − ${meta.control}`,
              group: wayTo(nodes, leaf) || '—',
            },
            ...{ value: uplift.value, standardError: uplift.standardError, interval: uplift.interval, level: 1 - spec.alpha, n },
          },
        ];
      }),
    ),
  };
}

function ownNotes({ nodes }: UpliftTreeFit, { honest, pruneShare }: UpliftTreeSpec): Note[] {
  const note = (severity: Note['severity'], code: string, message: Text): Note => ({ severity, code: `uplift-tree/${code}`, message });
  const notes: Note[] = [];
  if (nodes.length === 1)
    notes.push(
      note(
        'info',
        'no-split',
        pruneShare > 0
          ? text(
              'No split was found that other rows confirm: everybody gets the same effect.',
              '没有得到其他行证实的分裂：所有行的效应相同。',
            )
          : text('No split was found: everybody gets the same effect.', '没有找到分裂：所有行的效应相同。'),
      ),
    );
  if (!honest)
    notes.push(
      note(
        'warning',
        'not-honest',
        text(
          'The rows that found the splits also fill the leaves: uplifts there are too far apart, and their intervals too short.',
          '寻找分裂的行同时用于估计叶节点：各叶增量差异被夸大，区间过窄。',
        ),
      ),
    );
  return notes;
}
