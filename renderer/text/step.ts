import { type Text, text } from '../../core/base/text.ts';

/** The words of the generic step screen and of the Reading panel. */
export const stepWords = {
  steps: text('Steps', '步骤'),
  run: text('Run', '运行'),
  runAgain: text('Run again', '重新运行'),
  running: text('Running …', '运行中…'),
  method: text('Method', '方法'),
  from: text('From', '输入'),
  assumptions: text('It assumes', '前提假设'),
  pitfalls: text('Take care', '注意事项'),
  warnings: text('Warnings', '警告'),
  notes: text('Notes', '说明'),
  howToRead: text('How to read this', '如何解读'),
  next: text('What next', '下一步'),
  about: text('About the method', '方法说明'),
  citation: text('Source', '文献'),
  notRun: text('Not run yet', '尚未运行'),
  notRunWhy: text(
    'Choose what to do at the left, then run this step. Nothing else is touched.',
    '在左侧选好选项后运行此步骤，不会影响其他内容。',
  ),
  stale: text('This result is out of date', '该结果已过期'),
  staleWhy: text('Something it depends on has changed since it was computed.', '计算之后，其依赖的内容发生了变化。'),
  noChoices: text('This method needs no choices.', '此方法无需设置选项。'),
  notInThread: text('There is no such step in this project any more.', '该项目中已没有此步骤。'),
  rows: text('rows', '行'),
  readOnlyWhy: text('The project is open for reading: nothing can be changed or run.', '项目以只读方式打开，无法更改或运行。'),
  fresh: text('Everything holds: the result belongs to the document as it is.', '结果与当前实验文档一致。'),
  nextRun: text('Run this step.', '运行此步骤。'),
  nextRerun: text('Run it again before you rely on it.', '使用前请重新运行。'),
  nextStep: text('Go on to', '继续前往'),
  nextReport: text('Put what you need into the report.', '将所需内容加入报告。'),
} satisfies Record<string, Text>;

/** The history's name for a change of options. */
export function changedOptions(step: string, options: readonly string[]): Text {
  return text(`Changed ${options.join(', ')} in ${step}`, `修改了 ${step} 的 ${options.join('、')}`);
}
