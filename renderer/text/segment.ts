import { type Text, text } from '../../core/base/text.ts';
import type { ColumnKind } from '../../core/frame/column.ts';
import type { RuleTest } from '../../core/frame/expression/rule.ts';

/** The words of the segment screen. */
export const segmentWords = {
  title: text('Rules', '规则'),
  segments: text('Segments', '分群'),
  newSegment: text('New segment', '新建分群'),
  rename: text('Rename', '重命名'),
  duplicate: text('Duplicate', '复制'),
  remove: text('Delete', '删除'),
  cancel: text('Cancel', '取消'),
  name: text('Name', '名称'),
  nameEmpty: text('Type a name.', '请输入名称。'),
  nameLetters: text('Use letters, digits, “_”, “-” and “.”, at most 80 of them.', '只能用文字、数字、“_”、“-”和“.”，最多 80 个字符。'),
  nameTaken: text('Something else has this name; choose another.', '该名称已被占用，请换一个。'),
  source: text('Made from', '来源表'),
  emptyTitle: text('No segment yet', '还没有分群'),
  emptyWhy: text(
    'A segment picks the customers that satisfy a rule. Tests, offers and explanations can then be about them alone.',
    '分群按规则选出一部分客户，之后的实验、分配与解释都可以只针对他们。',
  ),
  noData: text('Bring in a table first; a segment is made from it.', '请先导入数据表，再据此建立分群。'),
  toData: text('To the data', '前往数据'),
  noRule: text('No condition yet. Add one to say who belongs to the segment.', '还没有条件。请添加条件，说明哪些客户属于该分群。'),
  rule: text('Who is in', '入选条件'),
  all: text('All of these', '全部满足'),
  any: text('Any of these', '任一满足'),
  allHint: text('A row is in when every condition below holds.', '以下条件全部成立才入选。'),
  anyHint: text('A row is in when at least one condition below holds.', '以下条件至少一项成立即入选。'),
  not: text('not', '非'),
  notHint: text('Turn this around: in is who does not satisfy it.', '取反：不满足者入选。'),
  joins: text('How the conditions are joined', '条件的组合方式'),
  addCondition: text('Condition', '条件'),
  addConditionHint: text('Add a condition', '添加条件'),
  addGroup: text('Group', '条件组'),
  addGroupHint: text('Add a group of conditions', '添加条件组'),
  up: text('Move up (Alt+↑)', '上移 (Alt+↑)'),
  down: text('Move down (Alt+↓)', '下移 (Alt+↓)'),
  copy: text('Duplicate (Alt+D)', '复制 (Alt+D)'),
  wrap: text('Put into a group (Alt+G)', '放入新条件组 (Alt+G)'),
  drop: text('Remove (Alt+Delete)', '移除 (Alt+Delete)'),
  more: text('More', '更多'),
  column: text('Column', '列'),
  test: text('Test', '判断方式'),
  value: text('Value', '取值'),
  values: text('Values', '取值列表'),
  from: text('From', '从'),
  to: text('To', '到'),
  days: text('Days', '天数'),
  daysBefore: text('days up to', '天内，截至'),
  daysAfter: text('days from', '天内，起于'),
  date: text('Date', '日期'),
  yes: text('yes', '是'),
  no: text('no', '否'),
  pickColumn: text('Pick a column.', '请选择列。'),
  needsValue: text('Give a value.', '请给出取值。'),
  needsNumber: text('Type a number, such as 40 or 2.5.', '请输入数字，如 40 或 2.5。'),
  needsDate: text('Type a day as year-month-day, such as 2026-04-01.', '请按“年-月-日”输入日期，如 2026-04-01。'),
  needsValues: text('Give at least one value.', '请至少给出一个取值。'),
  needsRange: text('Give both ends of the range.', '请给出范围的两端。'),
  needsDays: text('Give a number of days and a day such as 2026-04-01.', '请给出天数和日期，如 2026-04-01。'),
  upsideDown: text(
    'The first end lies above the second, so nobody is between them. Swap them.',
    '起点大于终点，没有人会落在其中。请对调两端。',
  ),
  incomplete: text(
    'Incomplete conditions are not counted. The segment keeps its last complete rule until you finish them.',
    '未填完的条件不计入。填完之前，分群仍沿用上一次完整的规则。',
  ),
  reached: text('reached', '到达'),
  satisfied: text('in', '入选'),
  unknown: text('not known', '未知'),
  alone: text('alone', '单独满足'),
  countHint: text(
    'Grey: rows that earlier conditions left over. Blue: those of them that are in. Hatched: a value is missing. “Alone”: rows of the whole table that satisfy this by itself.',
    '灰：前面条件留下的行；蓝：其中入选的行；斜纹：因缺失值无法判断；“单独满足”：整张表中仅看此条件时满足的行。',
  ),
  sql: text('The same rule as SQL', '同一规则的 SQL'),
  sqlHint: text('Edit either side: the tree and the text follow each other.', '两边都可以改，树与文本互相同步。'),
  sqlEmpty: text(
    'Write a condition, such as age >= 30 AND region IN (‘north’, ‘east’).',
    '可直接写条件，例如 age >= 30 AND region IN (‘north’, ‘east’)。',
  ),
  sqlWaits: text('This text is not in the segment yet.', '此文本尚未写入分群。'),
  sqlDiscard: text('Discard this text', '放弃此文本'),
  sqlKeep: text('Keep it as text', '以文本形式保留'),
  sqlReading: text('Reading …', '解析中…'),
  textOnly: text(
    'This condition says more than a tree can draw. It is counted and used as it is; edit it as SQL.',
    '此条件超出条件树的表达能力。它照样生效并计数，请在 SQL 中编辑。',
  ),
  startTree: text('Start a tree instead', '改用条件树'),
  profile: text('In against out', '入选与未入选对比'),
  profileHint: text('The columns that differ most come first.', '差异最大的列排在最前。'),
  profileEmpty: text('Once there are people both in and out, you see here how they differ.', '当两边都有客户时，这里会显示他们的差异。'),
  profileLoading: text('Comparing …', '对比中…'),
  inside: text('in', '入选'),
  outside: text('out', '未入选'),
  missing: text('missing', '缺失'),
  others: text('others', '其他'),
  showAll: text('Show all columns', '显示全部列'),
  showFew: text('Show fewer', '收起'),
  differs: text('difference', '差异'),
  share: text('share', '占比'),
  versions: text('Versions', '版本'),
  versionsHint: text('Every rule this segment has had, counted on the data as they are now.', '该分群用过的每条规则，按当前数据计数。'),
  noVersions: text('The first complete rule begins the timeline.', '第一条完整规则出现后，这里开始记录。'),
  current: text('current', '当前'),
  restore: text('Restore this rule', '恢复此规则'),
  members: text('members', '名成员'),
  entered: text('entered', '新入选'),
  left: text('left', '退出'),
  notCounted: text('does not fit the data now', '与当前数据不符'),
  keepMembers: text('Members only', '仅成员'),
  keepAll: text('All rows, with the membership beside them', '全部行，附成员标记'),
  export: text('Members as CSV', '导出成员 (CSV)'),
  exportWhy: text('Nobody is in yet.', '尚无成员。'),
  run: text('Run', '运行'),
  readOnly: text('The project is open for reading: look at every rule, change none.', '项目以只读方式打开：可以查看，不能修改。'),
  readBy: text('These steps read it and will read its source instead:', '下列步骤在使用它，之后将改为读取其来源表：'),
  undoable: text('This can be undone.', '此操作可以撤销。'),
  added: text('Added a condition', '添加了条件'),
  addedGroup: text('Added a group', '添加了条件组'),
  removed: text('Removed a condition', '移除了条件'),
  moved: text('Moved a condition', '移动了条件'),
  copied: text('Duplicated a condition', '复制了条件'),
  wrapped: text('Grouped a condition', '将条件放入条件组'),
  joined: text('Changed how conditions are joined', '更改了条件组合方式'),
  negated: text('Turned a condition around', '对条件取反'),
  editedSql: text('Edited the rule as SQL', '通过 SQL 修改了规则'),
  changedOptions: text('Changed a segment', '修改了分群'),
} satisfies Record<string, Text>;

const TESTS: Readonly<Record<RuleTest, Text>> = {
  equals: text('is', '为'),
  'not-equals': text('is not', '不为'),
  less: text('below', '小于'),
  'at-most': text('at most', '不超过'),
  more: text('above', '大于'),
  'at-least': text('at least', '不低于'),
  between: text('between', '介于'),
  in: text('is one of', '属于'),
  'not-in': text('is none of', '不属于'),
  missing: text('is missing', '缺失'),
  present: text('is not missing', '未缺失'),
  contains: text('contains', '包含'),
  'starts-with': text('starts with', '开头为'),
  'ends-with': text('ends with', '结尾为'),
  before: text('before', '早于'),
  after: text('after', '晚于'),
  'within-days': text('within', '在…天内'),
};

const DATE_TESTS: Partial<Readonly<Record<RuleTest, Text>>> = {
  less: TESTS.before,
  more: TESTS.after,
  'at-most': text('on or before', '不晚于'),
  'at-least': text('on or after', '不早于'),
};

/** A test as people say it of this kind of column. */
export function testName(test: RuleTest, kind: ColumnKind | undefined): Text {
  return (kind === 'date' ? DATE_TESTS[test] : undefined) ?? TESTS[test];
}

export const KIND_NAMES: Readonly<Record<ColumnKind, Text>> = {
  number: text('number', '数值'),
  category: text('text', '文本'),
  boolean: text('yes/no', '是/否'),
  date: text('date', '日期'),
};

export function unknownColumn(name: string): Text {
  return text(`The table has no column “${name}”. Pick another.`, `表中没有“${name}”列，请另选。`);
}

/** The number above the rule. */
export function membersOf(members: string, rows: string, share: string): Text {
  return text(`${members} of ${rows} are in (${share})`, `${rows} 行中 ${members} 行入选 (${share})`);
}

export function undecided(count: string): Text {
  return text(`${count} cannot be decided, because a value is missing; they are out.`, `${count} 行因缺失值无法判断，不入选。`);
}

export function madeFrom(source: string): Text {
  return text(`made from ${source}`, `来自 ${source}`);
}

export function changedCondition(column: string): Text {
  return text(`Changed the condition on ${column}`, `修改了对 ${column} 的条件`);
}

export function madeSegment(name: string): Text {
  return text(`New segment ${name}`, `新建分群 ${name}`);
}

export function renamedSegment(before: string, after: string): Text {
  return text(`Renamed segment ${before} to ${after}`, `分群 ${before} 更名为 ${after}`);
}

export function copiedSegment(name: string): Text {
  return text(`Duplicated segment ${name}`, `复制了分群 ${name}`);
}

export function deletedSegment(name: string): Text {
  return text(`Deleted segment ${name}`, `删除了分群 ${name}`);
}

export function deleteQuestion(name: string): Text {
  return text(`Delete segment ${name}?`, `删除分群 ${name}？`);
}

export function restoredRule(name: string): Text {
  return text(`Restored an earlier rule of ${name}`, `恢复了 ${name} 的早先规则`);
}

/** One column of the profile for those who listen. */
export function differsBy(column: string, share: string): Text {
  return text(
    `${column}: ${share} of the members would have to change to look like the others.`,
    `${column}：需改变 ${share} 的成员才能与其他人分布一致。`,
  );
}
