import { type Text, text } from '../../core/base/text.ts';

/** The words of the report: "add to report" on every block, and the screen that puts it together. */
export const reportWords = {
  title: text('Report', '报告'),
  add: text('Add to report', '加入报告'),
  added: text('Added to the report.', '已加入报告。'),
  openReport: text('Open the report', '打开报告'),
  isIn: text('In the report', '已在报告中'),
  takeOut: text('Take out of the report', '从报告中移除'),
  removed: text('Taken out of the report.', '已从报告中移除。'),
  readOnlyWhy: text('The project is open for reading: nothing can be changed.', '项目以只读方式打开，无法更改。'),
  readOnlyNote: text(
    'The project is open for reading: the report can be looked at and exported, not changed.',
    '项目以只读方式打开：可以查看和导出报告，但不能修改。',
  ),
  pages: text('Pages', '页面'),
  cover: text('Cover', '封面'),
  addWords: text('Add a text page', '添加文字页'),
  addStep: text('Add a page from a step', '从步骤添加页面'),
  notComputed: text('Run the step first.', '请先运行该步骤。'),
  moveHint: text('Drag a page to move it, or press Alt+↑ and Alt+↓.', '拖动页面可调整顺序，也可按 Alt+↑ 和 Alt+↓。'),
  newPageTitle: text('Summary', '小结'),
  nameReport: text('Title of the report', '报告标题'),
  notesReport: text('Notes on the whole report', '报告总说明'),
  namePage: text('Title of the page', '页面标题'),
  caption: text('Caption', '题注'),
  notes: text('Notes', '说明'),
  write: text('Write what the page should say.', '在此撰写页面内容。'),
  other: text('The same in Chinese', '对应的英文内容'),
  otherWhy: text(
    'Chinese readers see the English words until Chinese ones are written here.',
    '在此填写英文之前，英文读者看到的是中文内容。',
  ),
  contents: text('Contents', '目录'),
  how: text('How this was made, what it assumes, how to read it', '计算方法、前提假设与解读'),
  assumptions: text('It assumes', '前提假设'),
  pitfalls: text('Take care', '注意事项'),
  addBlock: text('Add from this step', '添加此步骤的内容'),
  nothingMore: text('Everything this step says is on the page.', '此步骤的内容已全部在页面上。'),
  blockUp: text('Move up', '上移'),
  blockDown: text('Move down', '下移'),
  blockOff: text('Take off the page', '从页面移除'),
  run: text('Run it', '运行该步骤'),
  runAll: text('Run the experiment', '运行实验'),
  stale: text('out of date', '已过期'),
  broken: text('cannot be shown', '无法显示'),
  proposed: text('This report is a proposal.', '这是一份建议报告。'),
  proposedWhy: text(
    'It holds what every step found, with its main figure. The first change takes it over.',
    '其中包含每个步骤的结论及其主要图表；首次修改即视为采用。',
  ),
  take: text('Take this proposal', '采用此建议'),
  propose: text('Start from a proposal', '从建议报告开始'),
  emptyPlan: text('The report has no pages', '报告中没有页面'),
  emptyPlanWhy: text(
    'Add any chart or table from its menu on its own screen, or start from a proposal.',
    '可在各页面通过图表或表格的菜单将其加入报告，也可从建议报告开始。',
  ),
  nothing: text('There is nothing to report yet', '暂时没有可报告的内容'),
  nothingWhy: text('Run the experiment: a report of what it finds is proposed here.', '请先运行实验，此处会给出一份建议报告。'),
  exportHtml: text('Export HTML', '导出 HTML'),
  exportWhat: text('Export the report', '导出报告'),
  exported: text('The report is ready.', '报告已生成。'),
  dismiss: text('Close', '关闭'),
  exportHtmlInstead: text('Export HTML instead', '改为导出 HTML'),
  exportAs: text('Export as', '导出为'),
  htmlWhy: text('One interactive file that opens on any machine, with no network', '单个交互式文件，可离线在任何电脑上打开'),
  pdfWhy: text('For paper and for mail', '适合打印与邮件发送'),
  jsonWhy: text('Everything, for programs', '完整内容，供程序读取'),
  csvWhy: text('Every table as a file, in one archive', '每张表格一个文件，打包下载'),
  seal: text('Seal', '校验信息'),
  sealWhy: text('Anyone with the same data and document gets the same results.', '相同的数据与实验文档必得到相同的结果。'),
  runId: text('run', '运行'),
  result: text('result', '结果'),
  data: text('data', '数据'),
  document: text('document', '实验文档'),
  seed: text('seed', '随机种子'),
  dataset: text('Dataset', '数据集'),
  file: text('File', '文件'),
  rows: text('Rows', '行数'),
  hash: text('SHA-256', 'SHA-256'),
  // Names in the history.
  tookProposal: text('Took the proposed report', '采用建议报告'),
  droppedPlan: text('Let the report be proposed again', '重新使用建议报告'),
  addedWords: text('Added a text page to the report', '在报告中添加文字页'),
  movedPage: text('Moved a page of the report', '调整报告页面顺序'),
  movedBlock: text('Moved a block of the report', '调整报告内容顺序'),
  wroteReport: text('Wrote in the report', '编辑报告文字'),
} satisfies Record<string, Text>;

export function addedToReport(title: Text): Text {
  return text(`Added "${title.en}" to the report`, `将“${title.zh}”加入报告`);
}

export function removedFromReport(title: Text): Text {
  return text(`Took "${title.en}" out of the report`, `将“${title.zh}”从报告中移除`);
}

export function removedPage(title: Text): Text {
  return text(`Removed the page "${title.en}"`, `移除页面“${title.zh}”`);
}

export function removePage(number: number, title: Text): Text {
  return text(`Remove page ${number}: ${title.en}`, `移除第 ${number} 页：${title.zh}`);
}

/** Said aloud when a page has moved. */
export function movedTo(title: Text, number: number, count: number): Text {
  return text(`${title.en}: now page ${number} of ${count}`, `${title.zh}：现为第 ${number} 页，共 ${count} 页`);
}

export function pageCount(count: number): Text {
  return text(count === 1 ? '1 page' : `${count} pages`, `${count} 页`);
}
