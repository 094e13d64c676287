import { type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { graphFigure } from './figures.ts';
import type { AssumptionGraphFit } from './fit.ts';
import type { AssumptionGraphSpec } from './spec.ts';
import { ROLE_ADVICE, ROLE_WORDS, setWords } from './words.ts';

/** Below this a dependence is too slight to move an effect much, however surely it is there. */
const SLIGHT = 0.1;

/** What the graph allows, what it forbids, and whether the data agree with it. */
export function reportGraph(fit: AssumptionGraphFit, spec: AssumptionGraphSpec): Report {
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    { kind: 'figure', id: 'graph', title: text('What causes what, as drawn', '所绘的因果关系'), ...graphFigure(fit) },
    waysBlock(fit),
  ];
  if (fit.checks.length > 0) blocks.push(checksBlock(fit));
  blocks.push({
    kind: 'text',
    id: 'what-would-change',
    title: text('What would change this', '什么会改变结论'),
    body: text(
      'One arrow more or less. Ask of every pair without an arrow: could one move the other, or could something unseen move both? Data can contradict a graph, but never prove it.',
      '多一条或少一条箭头都可能改变结论。请逐对检查没有箭头的变量：其中一个是否会影响另一个，或是否有未观测因素同时影响二者？数据可以否定一张图，但不能证明它。',
    ),
  });
  return { blocks, notes: notesOf(fit, spec) };
}

function readingOf(fit: AssumptionGraphFit): Text {
  const { treatment, outcome } = fit;
  if (!fit.hasEffect)
    return text(
      `In this graph no path of arrows leads from ${treatment} to ${outcome}: it says that there is no effect to find.`,
      `图中没有从 ${treatment} 到 ${outcome} 的箭头路径：按此图不存在可估计的效应。`,
    );
  const kind = fit.effect === 'total' ? text('whole', '总') : text('direct', '直接');
  const [first, ...others] = fit.adjustment;
  if (first !== undefined) {
    const set = setWords(first);
    return text(
      `If this graph is right, the ${kind.en} effect of ${treatment} on ${outcome} can be found by holding fixed: ${set.en}.${others.length > 0 ? ` ${others.length} other smallest set${others.length === 1 ? ' serves' : 's serve'} as well.` : ''}`,
      `若此图成立，控制以下变量即可识别 ${treatment} 对 ${outcome} 的${kind.zh}效应：${set.zh}。${others.length > 0 ? `另有 ${others.length} 个最小变量集同样可行。` : ''}`,
    );
  }
  const [front] = fit.frontDoor;
  if (front !== undefined)
    return text(
      `No set of observed variables closes every back door, but the effect can be found through ${front.join(', ')} (front door).`,
      `没有可观测变量集能阻断所有后门路径，但可经由 ${front.join('、')} 通过前门准则识别效应。`,
    );
  const [instrument] = fit.instruments;
  if (instrument !== undefined)
    return text(
      `No adjustment is enough. ${instrument.name} may serve as an instrument${instrument.given.length > 0 ? `, holding ${instrument.given.join(', ')} fixed` : ''}; it finds the effect of those who respond to it.`,
      `任何控制都不足以识别效应。${instrument.name} 可作为工具变量${instrument.given.length > 0 ? `（控制 ${instrument.given.join('、')}）` : ''}，识别的是依从者的效应。`,
    );
  return text(
    `With what is observed in this graph, the effect of ${treatment} on ${outcome} cannot be found: a hidden common cause stays open. Randomise, measure it, or find an instrument.`,
    `以图中可观测的变量无法识别 ${treatment} 对 ${outcome} 的效应：存在未阻断的未观测共因。请随机化、测量该因素或寻找工具变量。`,
  );
}

function waysBlock(fit: AssumptionGraphFit): Block {
  return {
    kind: 'table',
    id: 'ways',
    title: text('Ways to the effect', '识别途径'),
    table: {
      columns: [
        {
          name: 'way',
          label: text('way', '途径'),
          words: {
            adjustment: text('adjustment (back door)', '控制变量（后门）'),
            'front door': text('front door', '前门'),
            instrument: text('instrument', '工具变量'),
          },
        },
        { name: 'variables', label: text('variables', '变量') },
        { name: 'given', label: text('holding fixed', '同时控制') },
      ],
      rows: [
        ...fit.adjustment.map((set) => ['adjustment', set.join(', ') || '∅', ''] as const),
        ...fit.frontDoor.map((set) => ['front door', set.join(', '), ''] as const),
        ...fit.instruments.map(({ name, given }) => ['instrument', name, given.join(', ')] as const),
      ],
    },
  };
}

function checksBlock(fit: AssumptionGraphFit): Block {
  return {
    kind: 'table',
    id: 'implications',
    title: text('What the graph says about data', '此图对数据的可检验含义'),
    table: {
      columns: [
        { name: 'left', label: text('variable', '变量') },
        { name: 'right', label: text('is independent of', '独立于') },
        { name: 'given', label: text('given', '给定') },
        { name: 'correlation', label: text('partial correlation', '偏相关') },
        { name: 'pValue', label: text('p (Holm)', 'p 值（Holm 校正）') },
        { name: 'n', label: text('rows', '行数') },
      ],
      rows: fit.checks.map(({ left, right, given, correlation, pValue, rowCount }) => [
        left,
        right,
        given.join(', '),
        correlation,
        pValue,
        rowCount,
      ]),
    },
  };
}

function notesOf(fit: AssumptionGraphFit, { alpha }: AssumptionGraphSpec): Note[] {
  const notes: Note[] = [];
  if (fit.hasEffect && fit.adjustment.length + fit.frontDoor.length + fit.instruments.length === 0)
    notes.push({
      severity: 'stop',
      code: 'assumption-graph/not-identified',
      message: text('The effect cannot be found from what is observed.', '以可观测变量无法识别该效应。'),
    });
  for (const { name, kind } of fit.badControls)
    notes.push({
      severity: 'stop',
      code: 'assumption-graph/bad-control',
      message: text(
        `${name} is among the covariates and is a ${ROLE_WORDS[kind].en}. ${ROLE_ADVICE[kind].en}`,
        `协变量 ${name} 是${ROLE_WORDS[kind].zh}。${ROLE_ADVICE[kind].zh}`,
      ),
    });
  for (const check of fit.checks) {
    if (check.pValue === null || check.correlation === null || check.pValue >= alpha) continue;
    const given = check.given.length === 0 ? text('', '') : text(` given ${check.given.join(', ')}`, `（给定 ${check.given.join('、')}）`);
    notes.push({
      severity: check.correlation >= SLIGHT ? 'warning' : 'info',
      code: 'assumption-graph/contradicted',
      message: text(
        `The graph says that ${check.left} and ${check.right} are independent${given.en}; in the data they are not (partial correlation ${check.correlation.toFixed(2)}). An arrow or a hidden common cause is missing.`,
        `图中 ${check.left} 与 ${check.right}${given.zh}应相互独立，而数据显示并非如此（偏相关 ${check.correlation.toFixed(2)}）。可能缺少一条箭头或未观测共因。`,
      ),
    });
  }
  const absent = fit.nodes.filter(({ isAbsent }) => isAbsent).map(({ name }) => name);
  if (absent.length > 0)
    notes.push({
      severity: 'info',
      code: 'assumption-graph/not-in-table',
      message: text(
        `No column is named ${absent.join(', ')}: mark them [latent] where they cannot be measured, for only then are sets chosen without them.`,
        `数据中没有列 ${absent.join('、')}：若无法测量，请标记为 [latent]，系统才会选择不含它们的变量集。`,
      ),
    });
  return notes;
}
