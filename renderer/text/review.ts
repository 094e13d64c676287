import { type Text, text } from '../../core/base/text.ts';

/** The words of the review: proof, one customer, trail, signatures. */
export const reviewWords = {
  title: text('Review', '审阅'),
  signatures: text('Signatures', '签署'),
  noRun: text('not run yet', '尚未运行'),
  document: text('Document', '文档'),
  lastRun: text('last run', '最近一次运行'),
  verify: text('Is the file as it was written?', '文件是否与写入时一致？'),
  verifyWhy: text(
    'Checks every stored column, result, document and audit entry against its hash.',
    '逐一核对所有已存储的列、结果、文档与审计记录的哈希值。',
  ),
  verifyNow: text('Verify', '校验'),
  verifyFine: text('Nothing was altered.', '未发现任何改动。'),
  verifyBad: text('These do not match what was written:', '以下内容与写入时不符：'),
  head: text('End of the audit chain', '审计链末端'),
  replay: text('Do the same numbers come out again?', '能否重新得到相同的数字？'),
  replayWhy: text(
    'Computes every step of the last run anew from the stored data and compares the results byte by byte. Nothing is changed.',
    '用存储的数据重新计算最近一次运行的每个步骤，并逐字节比较结果，不会更改任何内容。',
  ),
  replayNow: text('Replay', '重放'),
  replaying: text('Replaying …', '重放中…'),
  cancel: text('Cancel', '取消'),
  replayFine: text('Every step gave the same bytes again.', '每个步骤都得到了完全相同的结果。'),
  replayBad: text('Some steps gave other bytes than the project records.', '部分步骤的结果与项目记录不符。'),
  step: text('Step', '步骤'),
  recorded: text('Recorded', '已记录'),
  replayed: text('Replayed', '重放结果'),
  comparison: text('Comparison', '比较'),
  equal: text('equal', '相同'),
  differs: text('differs', '不同'),
  customer: text('What happened to one customer?', '某位客户的情况如何？'),
  customerWhy: text('Everything that the tables and steps of the project say about one id.', '项目中各数据表与步骤对某个编号的全部记录。'),
  customerId: text('Id of the customer', '客户编号'),
  lookUp: text('Look up', '查询'),
  looking: text('Looking through the tables …', '正在查找各数据表…'),
  nobody: text('No table has this id. Check its spelling, capital letters included.', '没有数据表包含此编号，请检查拼写（含大小写）。'),
  arm: text('Arm', '组别'),
  outcome: text('Outcome', '结果'),
  segment: text('Segment', '分群'),
  chosen: text('Chosen option', '所选方案'),
  inside: text('in it', '在其中'),
  outside: text('not in it', '不在其中'),
  notThere: text('This customer is not in the table of this step.', '该步骤的数据表中没有此客户。'),
  nothingOwn: text('These read the row and add nothing to it:', '以下步骤读取了该行，但未新增内容：'),
  notRun: text('This step has not been run.', '该步骤尚未运行。'),
  stale: text('out of date', '已过期'),
  data: text('Data', '数据'),
  effect: text('Effect', '效应'),
  against: text('against', '对照'),
  standardError: text('Standard error', '标准误'),
  baseline: text('Expected outcome without treatment', '不处理时的预期结果'),
  expectedValue: text('expected value', '预期价值'),
  cost: text('cost', '成本'),
  allColumns: text('All columns', '全部列'),
  trail: text('Who did what, and when?', '谁在何时做了什么？'),
  trailWhy: text(
    'Every change of the project in order; each entry carries the hash of the one before it.',
    '项目的所有改动按顺序排列，每条记录都包含前一条的哈希值。',
  ),
  trailSearch: text('Search the trail', '搜索审计记录'),
  nothingFound: text('No entry holds these words.', '没有记录包含这些文字。'),
  entry: text('No.', '序号'),
  at: text('When', '时间'),
  what: text('What', '操作'),
  subject: text('About', '对象'),
  detail: text('Details', '详情'),
  hash: text('Hash', '哈希'),
  signOff: text('Sign off', '签署'),
  challenge: text('Challenge', '质疑'),
  mode: text('Sign off or challenge', '签署或质疑'),
  signOffWhy: text(
    'Your name and remark are written into the audit chain, with the hashes of document, data and results as they stand now.',
    '您的姓名与意见会写入审计链，并附上当前文档、数据与结果的哈希值。',
  ),
  challengeWhy: text(
    'Your doubt is written into the audit chain, with the result of the step as it stands now.',
    '您的质疑会写入审计链，并附上该步骤当前的结果。',
  ),
  name: text('Your name', '您的姓名'),
  nameEmpty: text('Enter the name of whoever signs.', '请填写签署人姓名。'),
  remark: text('Remark', '意见'),
  remarkEmpty: text('Write what is in doubt.', '请写明质疑的内容。'),
  challenged: text('Step in doubt', '被质疑的步骤'),
  stepEmpty: text('Choose the step that you doubt.', '请选择要质疑的步骤。'),
  signed: text('Recorded.', '已记录。'),
  nobodySigned: text('Nobody has signed or challenged anything yet.', '尚无签署或质疑。'),
  changedSince: text('changed since', '此后有改动'),
  signedAsIs: text('as it stands', '与当前一致'),
  readOnlyToo: text('Signing is possible though the project is open for reading.', '项目虽以只读方式打开，仍可签署。'),
  review: text('Review the project', '审阅项目'),
} satisfies Record<string, Text>;

/** What the kinds of audit entries mean. */
const KINDS: Readonly<Record<string, Text>> = {
  'project.created': text('Project made', '创建项目'),
  'dataset.put': text('Data stored', '存储数据'),
  'document.put': text('Document stored', '存储文档'),
  'run.started': text('Run began', '开始运行'),
  'run.finished': text('Run ended', '运行结束'),
  'step.put': text('Result stored', '存储结果'),
  'note.history.edit': text('Edited', '编辑'),
  'note.history.go': text('Went back or forth', '撤销或重做'),
  'note.review.signed': text('Signed off', '签署'),
  'note.review.challenged': text('Challenged', '质疑'),
};

/** An audit entry's kind in words; one that nobody knows as it is. */
export function auditKind(kind: string): Text {
  return KINDS[kind] ?? text(kind, kind);
}

export function checkedCounts(chunks: string, values: string, entries: string): Text {
  return text(
    `Checked: ${chunks} pieces of data, ${values} results, ${entries} audit entries.`,
    `已核对：${chunks} 块数据、${values} 个结果、${entries} 条审计记录。`,
  );
}

export function rowOf(row: string, count: string): Text {
  return text(`row ${row} of ${count}`, `第 ${row} 行，共 ${count} 行`);
}

export function severalRows(count: string): Text {
  return text(`The table has ${count} rows of this id; the first is shown.`, `该编号在表中有 ${count} 行，此处显示第一行。`);
}

export function entriesFound(count: string): Text {
  return text(`${count} entries`, `${count} 条记录`);
}

export function unfinished(count: number): Text {
  return text(
    `${count} ${count === 1 ? 'step is' : 'steps are'} not fresh: a signature covers only what was computed as the document says.`,
    `有 ${count} 个步骤不是最新：签署仅涵盖与当前文档一致的计算结果。`,
  );
}
