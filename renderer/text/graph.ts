import type { Problem } from '../../core/base/problem.ts';
import { type Text, text } from '../../core/base/text.ts';

/** The words of the surface on which a causal graph is drawn. */
export const graphWords = {
  title: text('Draw what causes what', '绘制因果图'),
  surface: text('Causal graph', '因果图'),
  hint: text(
    'Drag a column onto the surface, then draw from the right edge of a cause to the left edge of its effect. Delete removes what is selected.',
    '把列拖到画布上，再从原因的右侧拖线到结果的左侧。按 Delete 删除所选。',
  ),
  empty: text('Nothing is drawn yet. Drag a column here, or press one.', '尚未绘制。把列拖到这里，或点击列名。'),
  columns: text('Columns', '列'),
  addHidden: text('Add an unobserved variable', '添加未观测变量'),
  undo: text('Undo in the drawing', '撤销绘制'),
  redo: text('Redo in the drawing', '重做绘制'),
  layOut: text('Lay out', '自动布局'),
  fit: text('Show all', '显示全部'),
  asList: text('As a list', '列表'),
  variables: text('Variables', '变量'),
  variable: text('Variable', '变量'),
  arrows: text('Arrows', '箭头'),
  mark: text('Marked as', '标记为'),
  role: text('To the effect it is', '对效应而言'),
  from: text('From', '起点'),
  to: text('To', '终点'),
  kind: text('Kind', '类型'),
  causes: text('causes', '导致'),
  hiddenCause: text('shares a hidden cause with', '有未观测共因'),
  add: text('Add', '添加'),
  addArrow: text('Add the arrow', '添加箭头'),
  addVariable: text('Column or new name', '列名或新名称'),
  addTheVariable: text('Add the variable', '添加变量'),
  remove: text('Remove', '删除'),
  noMark: text('no mark', '无标记'),
  answers: text('What the graph says', '此图的结论'),
  ways: text('Ways to the effect', '识别途径'),
  badControls: text('Do not hold fixed', '不应控制'),
  inUse: text('in use', '使用中'),
  asking: text('Working it out …', '正在推导…'),
  notYet: text('Mark a treatment and an outcome to see what to hold fixed.', '标记处理变量和结果后，即可看到应控制的变量。'),
  testsNote: text('Run the step to hold the graph against the data.', '运行此步骤，用数据检验此图。'),
  badName: text('A name may not hold quotes or line breaks.', '名称不能包含引号或换行。'),
  broken: text('The text cannot be drawn until it is mended.', '文本修正后才能绘制。'),
} satisfies Record<string, Text>;

export const markWords: Readonly<Record<'treatment' | 'outcome' | 'adjusted' | 'latent', Text>> = {
  treatment: text('treatment', '处理'),
  outcome: text('outcome', '结果'),
  adjusted: text('held fixed', '已控制'),
  latent: text('unobserved', '未观测'),
};

/** What is wrong with a graph. Names stay as they are; the sentence around them is the reader's. */
export function graphTrouble({ code, message, fix, where }: Problem): Text {
  const en = `${message} ${fix ?? ''}`.trim();
  if (code === 'document/cycle') {
    const circle = /^The arrows run in a circle: (.*)\.$/su.exec(message)?.[1];
    const itself = /^"(.*)" points at itself\.$/su.exec(message)?.[1];
    if (circle !== undefined) return text(en, `箭头构成环路：${circle}。原因先于结果：请去掉其中一条箭头，或按时间拆分变量。`);
    if (itself !== undefined) return text(en, `“${itself}”指向自身，请去掉该箭头。`);
  }
  if (code === 'expression/syntax')
    return text(en, `${where?.line === undefined ? '文本' : `第 ${where.line} 行`}无法读取。请按此格式书写箭头：age -> treatment。`);
  if (code === 'data/too-large') return text(en, '变量过多，请只绘制重要的变量。');
  return text(en, en);
}
