import { type Text, text } from '../../core/base/text.ts';

/** The words of the explanation screens. */
export const explainWords = {
  whole: text('Whole', '整体解释'),
  wholeTitle: text('What moves the answers?', '哪些因素影响结果？'),
  customer: text('One customer', '单个客户'),
  customerTitle: text('Why does this customer get this?', '该客户为何得到此结果？'),
  subject: text('What is explained', '解释对象'),
  arm: text('Effect of', '处理组'),
  model: text('model', '模型'),
  effects: text('effects', '效应'),
  explanations: text('Explanations of it', '已有的解释'),
  others: text('Other explanations', '其他解释'),
  questions: text('Questions', '常见问题'),
  options: text('Options of this step', '此步骤的选项'),
  run: text('Run', '运行'),
  runAgain: text('Run again', '重新运行'),
  running: text('Running …', '运行中…'),
  readOnly: text('The project is open for reading: nothing can be changed or run.', '项目以只读方式打开，无法更改或运行。'),
  nothing: text('Nothing to explain yet', '暂无可解释的对象'),
  nothingWhy: text(
    'An explanation needs a model, or effects. Add a step that learns one, and run it.',
    '解释需要一个模型或一组效应。请先添加并运行相应的步骤。',
  ),
  toCanvas: text('Open the canvas', '打开画布'),
  notExplained: text('Not explained yet', '尚无解释'),
  notExplainedWhy: text('Choose what to look at; it is added to the experiment and run.', '选择要查看的内容，它会加入实验并运行。'),
  addAll: text('Add all and run', '全部添加并运行'),
  lacking: text('Not there yet', '尚未添加'),
  importance: text('What do the answers need? (permutation importance)', '结果离不开什么？（置换重要性）'),
  shap: text('In which direction, and for whom? (SHAP)', '影响方向与对象？（SHAP）'),
  shape: text('How do the answers move? (PDP and ICE)', '结果如何变化？（PDP 与 ICE）'),
  notRun: text('Not run yet', '尚未运行'),
  stale: text('Out of date', '已过期'),
  howToBrush: text(
    'Drag over points to select customers: they are brought out in every chart. Click a point to see why that customer got this.',
    '拖动框选散点即可选中客户，各图会同步突出显示；单击散点查看该客户的原因。',
  ),
  clear: text('Clear the selection', '清除选择'),
  selected: text('Selected customers', '已选客户'),
  needsRun: text('Run it first', '请先运行'),
  needsRunWhy: text('What is to be explained has not been computed yet.', '解释对象尚未计算。'),
  everything: text('All that this step says', '此步骤的全部结果'),

  find: text('Find a customer', '查找客户'),
  findRow: text('Row number', '行号'),
  findGo: text('Show', '查看'),
  byId: text('Id', '编号'),
  byRow: text('Row', '行号'),
  previous: text('Previous row', '上一行'),
  next: text('Next row', '下一行'),
  preparing: text('Getting the model ready …', '正在准备模型…'),
  whatIf: text('What if …', '假如…'),
  whatIfWhy: text(
    'Change a value: the answer follows. The solid line is this customer, the dashed one the mean over customers.',
    '改变取值，结果随之变化。实线为该客户，虚线为客户均值。',
  ),
  back: text('Back to how it is', '恢复原值'),
  backOne: text('Back to the value that it has', '恢复该特征的原值'),
  missing: text('missing', '缺失'),
  constant: text('It has one value in this table.', '此表中只有一个取值。'),
  yes: text('yes', '是'),
  no: text('no', '否'),
  before: text('As it is', '当前'),
  after: text('With the changes', '改变后'),
  change: text('Change', '变化'),
  base: text('Mean of all', '总体均值'),
  baseOnScale: text('Nothing known', '未知任何信息时'),
  effect: text('Effect', '效应'),
  prediction: text('Prediction', '预测值'),
  reasons: text('Reasons', '原因'),
  peers: text('Customers most alike', '最相似的客户'),
  peersWhy: text('Choose one to see why it gets its answer.', '选择一位查看其原因。'),
  peer: text('Customer', '客户'),
  row: text('Row', '行号'),
  difference: text('Against this customer', '与该客户之差'),
  distance: text('Distance', '距离'),
  elsewhere: text('The same customer in other tables', '该客户在其他表中'),
  table: text('Table', '表'),
  toStep: text('Open', '打开'),
  column: text('Column', '列'),
  value: text('Value', '取值'),
  notThere: text('This customer is not in that table.', '此表中没有该客户。'),
  fidelity: text('How far to trust this', '可信程度'),
  scale: text('Scale', '尺度'),
  notCausal: text(
    'This says what the answer leans on. Changing a column in the world may do something else.',
    '这里说明的是结果依赖什么；在现实中改变某一列，结果可能并不相同。',
  ),
  rest: text('Rest', '其余'),
  thisRow: text('this customer', '该客户'),
  start: text('base', '基准'),
  step: text('Step', '步骤'),
  from: text('From', '起'),
  contribution: text('Contribution', '贡献'),
  to: text('To', '至'),
} satisfies Record<string, Text>;

/** What people ask of a model, and the methods that answer. */
export const explainQuestions: readonly { readonly question: Text; readonly answers: readonly string[] }[] = [
  {
    question: text('Which features matter?', '哪些特征最关键？'),
    answers: ['importance', 'shap', 'explanation-agreement'],
  },
  {
    question: text('How do changes move the answer?', '特征变化如何影响结果？'),
    answers: ['pdp-ice', 'ale', 'counterfactual'],
  },
  {
    question: text('Is there a simple rule?', '能否用简单规则概括？'),
    answers: ['surrogate-tree', 'in-trees', 'anchors'],
  },
  {
    question: text('What did the deep part learn?', '深层结构学到了什么？'),
    answers: ['lice', 'model-view'],
  },
];

/** What a screen reader says of an answer that is not there yet. */
export function answersWords(title: string): Text {
  return text(`Add ${title} and run it`, `添加并运行：${title}`);
}

/** The facts about a subject that words depend on. */
export interface SubjectNames {
  readonly kind: 'model' | 'effects';
  readonly arm: string | null;
  readonly control: string | null;
  readonly outcome: string | null;
  readonly link: 'identity' | 'logit' | 'log';
}

/** What the number in large type is. */
export function answerName({ kind, arm, control, outcome, link }: SubjectNames): Text {
  if (kind === 'effects') return text(`Effect of ${arm} against ${control} on ${outcome}`, `“${arm}”相对“${control}”对 ${outcome} 的效应`);
  return link === 'logit' ? text('Predicted probability', '预测概率') : text('Prediction', '预测值');
}

/** The scale that contributions are on. */
export function scaleName({ kind, link, outcome }: SubjectNames): Text {
  if (link === 'logit') return text('log-odds', '对数几率');
  if (link === 'log') return text('logarithm of the prediction', '预测值的对数');
  return kind === 'effects' ? text(outcome ?? '', outcome ?? '') : text('units of the prediction', '预测值的单位');
}

/** How contributions on this scale are read; null where they are in the answer's own units. */
export function scaleHelp(link: SubjectNames['link']): Text | null {
  if (link === 'logit') return text('Contributions are in log-odds: +0.69 doubles the odds.', '贡献以对数几率计：+0.69 意味着几率翻倍。');
  if (link === 'log')
    return text('Contributions are in logarithms: +0.69 doubles the prediction.', '贡献以对数计：+0.69 意味着预测值翻倍。');
  return null;
}

/** The title of the waterfall. */
export function whyTitle(name: string, answer: Text): Text {
  return text(`Why does ${name} get ${answer.en}?`, `为什么 ${name} 的结果是 ${answer.zh}？`);
}

/** The last bar of a waterfall. */
export function otherFeatures(count: number): Text {
  return text(`${count} other features`, `其余 ${count} 个特征`);
}

export interface ReasonWords {
  readonly name: string;
  readonly value: Text;
  /** The size of the step, without a sign. */
  readonly size: Text;
  readonly isUp: boolean;
  readonly link: SubjectNames['link'];
}

/** One step of the waterfall as a sentence. */
export function reasonSentence({ name, value, size, isUp, link }: ReasonWords): Text {
  const subject = text(`${name} = ${value.en}`, `${name} 为 ${value.zh}`);
  if (link === 'logit')
    return isUp
      ? text(`${subject.en} multiplies the odds by ${size.en}.`, `${subject.zh}，使几率变为 ${size.zh} 倍。`)
      : text(`${subject.en} cuts the odds to ${size.en} of what they were.`, `${subject.zh}，使几率降至原来的 ${size.zh} 倍。`);
  if (link === 'log')
    return isUp
      ? text(`${subject.en} multiplies the prediction by ${size.en}.`, `${subject.zh}，使预测值变为 ${size.zh} 倍。`)
      : text(`${subject.en} cuts the prediction to ${size.en} of what it was.`, `${subject.zh}，使预测值降至原来的 ${size.zh} 倍。`);
  return isUp
    ? text(`${subject.en} adds ${size.en}.`, `${subject.zh}，使其提高 ${size.zh}。`)
    : text(`${subject.en} takes away ${size.en}.`, `${subject.zh}，使其降低 ${size.zh}。`);
}

/** The sentence above the reasons. */
export function startsFrom(base: Text, answer: Text, isRatio: boolean): Text {
  return isRatio
    ? text(
        `From ${base.en} for a customer of whom nothing is known to ${answer.en} for this one:`,
        `从一无所知时的 ${base.zh} 到该客户的 ${answer.zh}：`,
      )
    : text(`From ${base.en} on average to ${answer.en} for this customer:`, `从平均 ${base.zh} 到该客户的 ${answer.zh}：`);
}

/** What the small rest adds up to. */
export function restSentence(count: number, size: Text): Text {
  return text(`${count} further columns together: ${size.en}.`, `其余 ${count} 列合计：${size.zh}。`);
}

/** How well the stand-in repeats what it stands for. */
export function standInSentence(fidelity: string | null, estimated: string, answer: string): Text {
  const share = fidelity ?? '–';
  return text(
    `Boosted trees stand in for the estimates (R² ${share} on held-out rows). They say ${answer} for this customer; the estimate itself is ${estimated}.`,
    `此处由提升树代替原估计（留出行 R² 为 ${share}）。它对该客户给出 ${answer}，原估计为 ${estimated}。`,
  );
}

/** Who is shown, and where the row stands. */
export function shownRow(row: string, rowCount: string): Text {
  return text(`row ${row} of ${rowCount}`, `第 ${row} 行，共 ${rowCount} 行`);
}

export function selectedCount(count: string): Text {
  return text(`${count} customers selected`, `已选 ${count} 位客户`);
}

/** A point or row as a link. */
export function rowLink(row: string): Text {
  return text(`row ${row}`, `第 ${row} 行`);
}

/** The history's name for added explanations. */
export function explained(source: string, steps: readonly string[]): Text {
  return text(`Explain ${source}: ${steps.join(', ')}`, `解释 ${source}：${steps.join('、')}`);
}

/** For those who do not see the small curve. */
export function curveLabel(name: string, low: string, high: string): Text {
  return text(`How the answer moves with ${name}: between ${low} and ${high}`, `结果随 ${name} 的变化：介于 ${low} 与 ${high} 之间`);
}

/** A customer's table that the reader may go to. */
export function openTable(name: string): Text {
  return text(`Open ${name}`, `打开 ${name}`);
}
