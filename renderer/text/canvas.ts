import { type Text, text } from '../../core/base/text.ts';

/** The words of the canvas. */
export const canvasWords = {
  canvas: text('Canvas', '画布'),
  subtitle: text('Steps from left to right; each reads from what it is connected to.', '步骤从左到右排列，每一步读取与其相连的内容。'),
  graph: text('Graph', '图'),
  list: text('List', '列表'),
  code: text('Document', '文档'),
  view: text('How the experiment is shown', '实验的显示方式'),
  palette: text('Methods', '方法'),
  panel: text('Step', '步骤'),
  search: text('Find a method', '查找方法'),
  noMethod: text('No method by that name. Try fewer letters.', '没有匹配的方法，请减少输入字符。'),
  insertHint: text(
    'Press Enter to add it after the selected node, or drag it onto the canvas.',
    '按回车添加到所选节点之后，或拖到画布上。',
  ),
  layOut: text('Lay out', '自动布局'),
  fit: text('Fit', '适应窗口'),
  zoomIn: text('Zoom in', '放大'),
  zoomOut: text('Zoom out', '缩小'),
  minimap: text('Overview', '缩略图'),
  selectAll: text('Select all', '全选'),
  copy: text('Copy', '复制'),
  duplicate: text('Duplicate', '创建副本'),
  remove: text('Delete', '删除'),
  disconnect: text('Remove the connection', '删除连接'),
  runHere: text('Run up to here', '运行到此步'),
  runAll: text('Run all', '全部运行'),
  openScreen: text('Open', '打开'),
  name: text('Name', '名称'),
  from: text('Reads from', '输入来源'),
  method: text('Method', '方法'),
  state: text('State', '状态'),
  result: text('Result', '结果'),
  actions: text('Actions', '操作'),
  dataset: text('Data', '数据'),
  notConnected: text('not connected', '未连接'),
  nothingSelected: text(
    'Select a node to see its options. Drag from a port to connect; add methods from the left.',
    '选择一个节点即可查看其选项。从端口拖动可建立连接；左侧可添加方法。',
  ),
  readOnly: text('Read only: nothing can be changed.', '只读：无法更改。'),
  nameTaken: text('Something else has this name. Choose another.', '该名称已被使用，请换一个。'),
  nameBad: text(
    'Use letters, digits, "_", "-" and ".", at most 80, and start with a letter or digit.',
    '请使用字母、数字、“_”“-”“.”，最多 80 个字符，并以字母或数字开头。',
  ),
  notSteps: text('The clipboard holds no steps.', '剪贴板中没有步骤。'),
  keyboard: text(
    'Tab reaches every node, Enter selects it, arrows move it, Delete removes it.',
    'Tab 可到达每个节点，回车选中，方向键移动，Delete 删除。',
  ),
  assumptions: text('It assumes', '前提假设'),
  pitfalls: text('Take care', '注意事项'),
  source: text('Source', '文献'),
  help: text('About the method', '方法说明'),
  newExperiment: text('New experiment', '新建实验'),
  startTitle: text('From the table to a plan', '从数据表到方案'),
  startWhy: text(
    'These steps fit the roles of your columns. Take them over and change what you like, or begin with an empty canvas.',
    '以下步骤与各列的角色相符。可直接采用后再修改，也可从空白画布开始。',
  ),
  startTable: text('Table', '数据表'),
  takeOver: text('Lay out these steps', '采用这些步骤'),
  startEmpty: text('Empty canvas', '空白画布'),
  lacking: text('Not proposed yet', '暂未列入'),
  needsTreatment: text(
    'Test and uplift need a column with the role treatment: set it in Data.',
    '实验与增量需要角色为“处理”的列，请在“数据”中设置。',
  ),
  needsOutcome: text(
    'Test and uplift need a column with the role outcome: set it in Data.',
    '实验与增量需要角色为“结果”的列，请在“数据”中设置。',
  ),
  needsCovariates: text(
    'Uplift needs columns with the role covariate: set them in Data.',
    '增量需要角色为“协变量”的列，请在“数据”中设置。',
  ),
  noTable: text('Import a table first.', '请先导入数据表。'),
  toData: text('To the data', '前往数据'),
  sameNode: text('A step cannot read from itself.', '步骤不能读取自身。'),
  intoData: text('Data come from a file; they cannot read from a step.', '数据来自文件，不能读取步骤。'),
  alreadyThere: text('These two are connected already.', '两者已经相连。'),
  circle: text('That would make a circle: the left one already waits for the right one.', '这会形成循环：左侧步骤已依赖右侧步骤。'),
  laidOut: text('Laid out anew', '已重新布局'),
} satisfies Record<string, Text>;

/** What crosses from one step to the next. */
export const valueWords = {
  frame: text('table', '数据表'),
  effects: text('effects', '效应'),
  model: text('model', '模型'),
  plan: text('plan', '方案'),
} satisfies Record<string, Text>;

const both = (en: (words: string) => string, zh: (words: string) => string) => (name: string) => text(en(name), zh(name));

export const addedStep = both(
  (name) => `Added ${name}`,
  (name) => `添加 ${name}`,
);
export const removedSteps = both(
  (names) => `Removed ${names}`,
  (names) => `删除 ${names}`,
);
export const duplicatedSteps = both(
  (names) => `Duplicated ${names}`,
  (names) => `创建 ${names} 的副本`,
);
export const pastedSteps = both(
  (names) => `Pasted ${names}`,
  (names) => `粘贴 ${names}`,
);
export const tookOver = both(
  (names) => `Laid out ${names}`,
  (names) => `采用 ${names}`,
);

export function connected(source: string, target: string): Text {
  return text(`Connected ${source} to ${target}`, `将 ${source} 连接到 ${target}`);
}

export function disconnected(source: string, target: string): Text {
  return text(`Disconnected ${source} from ${target}`, `断开 ${source} 与 ${target}`);
}

export function renamed(before: string, after: string): Text {
  return text(`Renamed ${before} to ${after}`, `将 ${before} 重命名为 ${after}`);
}

/** Why two nodes do not fit. */
export function noFit(given: Text, wanted: Text): Text {
  return text(`It hands on ${given.en}; the other one reads ${wanted.en}.`, `其输出为${given.zh}，而对方读取${wanted.zh}。`);
}

export function selectedCount(count: number): Text {
  return text(`${count} selected`, `已选 ${count} 个`);
}

export function rowsOf(count: string): Text {
  return text(`${count} rows`, `${count} 行`);
}
