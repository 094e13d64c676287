import { type Text, text } from '../../core/base/text.ts';

export const clientWords = {
  tryAgain: text('Try again', '重试'),
  fix: text('What to do:', '处理办法：'),
  copyDetails: text('Copy the details', '复制详情'),
  starting: text('Starting …', '正在启动…'),
  lost: text('The engine does not answer. Waiting for it to come back …', '引擎没有响应，正在等待恢复…'),
  lostWhy: text('Your project is safe: every change is kept in its journal.', '项目是安全的：每次改动都已写入日志。'),
} satisfies Record<string, Text>;
