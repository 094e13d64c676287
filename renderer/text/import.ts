import { type Text, text } from '../../core/base/text.ts';

/** The words of the import preview. */
export const importWords = {
  title: text('Import', '导入'),
  run: text('Import', '导入'),
  importing: text('Importing …', '正在导入…'),
  cancel: text('Cancel', '取消'),
  name: text('Name in this project', '在项目中的名称'),
  replace: text('Replace the rows of the dataset that has this name', '替换同名数据集的行'),
  nameEmpty: text('Give the dataset a name.', '请给数据集起个名称。'),
  nameLetters: text(
    'Use letters, digits, "_", "-" and "."; begin with a letter, a digit or "_".',
    '只能使用文字、数字、“_”、“-”和“.”，且以文字、数字或“_”开头。',
  ),
  nameLong: text('Use at most 80 characters.', '最多 80 个字符。'),
  nameTakenByStep: text('A step has this name. Choose another.', '已有步骤使用此名称，请另选。'),
  nameTaken: text(
    'A dataset has this name. Choose another, or replace its rows below.',
    '已有数据集使用此名称。请另选，或勾选下方替换其行。',
  ),
  ruler: text('How the file is read', '文件的读取方式'),
  rows: text('First rows', '前若干行'),
  rejects: text('Rejected rows', '被拒绝的行'),
  notes: text('Notes', '说明'),
  noRejects: text('Every row that was looked at fits.', '查看过的各行都能读取。'),
  partialRejects: text('Of the beginning of the file; the import looks at all of it.', '仅限文件开头部分；导入时会检查全部内容。'),
  line: text('Line', '行号'),
  column: text('Column', '列'),
  why: text('Why', '原因'),
  raw: text('Text', '原文'),
  question: text('confirm', '请确认'),
  byFile: text('as the file shows', '按文件内容判断'),
  told: text('Set here.', '在此指定。'),
  whenNeeded: text('Only needed where values can be read in two ways.', '仅在取值有两种读法时需要。'),
  control: text('Control arm', '对照组'),
  noControl: text('control: not named', '对照组：未指定'),
  modelTitle: text('This file is a trained model', '这是训练好的模型文件'),
  modelWhy: text(
    'It comes in as it is. Steps can then score rows with it and explain what it says.',
    '模型将原样导入，之后可用于打分和解释。',
  ),
  reading: text('Looking at the file …', '正在查看文件…'),
  gone: text('This file is no longer at hand', '文件已不在手边'),
  goneWhy: text('Choose or drop it again.', '请重新选择或拖入文件。'),
  choose: text('Choose a file', '选择文件'),
  readOnly: text('The project is open for reading: nothing can be imported.', '项目以只读方式打开，无法导入。'),
} satisfies Record<string, Text>;

/** Options of the reader, in the order of the ruler. */
export const optionWords: Readonly<Record<string, Text>> = {
  format: text('Format', '格式'),
  sheet: text('Sheet', '工作表'),
  encoding: text('Encoding', '编码'),
  delimiter: text('Delimiter', '分隔符'),
  quote: text('Quote', '引号'),
  escape: text('Escape', '转义符'),
  header: text('Header', '表头'),
  headerRows: text('Header lines', '表头行数'),
  firstLine: text('First line', '起始行'),
  lastLine: text('Last line', '结束行'),
  dateOrder: text('Date order', '日期顺序'),
  decimalMark: text('Decimal mark', '小数点'),
};

/** Values of those options that need words. */
export const choiceWords: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  delimiter: {
    ',': text('comma ,', '逗号 ,'),
    ';': text('semicolon ;', '分号 ;'),
    tab: text('tab', '制表符'),
    '|': text('bar |', '竖线 |'),
    space: text('space', '空格'),
  },
  quote: { '"': text('double "', '双引号 "'), "'": text("single '", "单引号 '"), '': text('none', '无') },
  escape: { '\\': text('backslash \\', '反斜杠 \\'), '': text('quotes are doubled', '双写引号') },
  header: { yes: text('first line', '首行'), no: text('none', '无') },
  dateOrder: { ymd: text('year month day', '年 月 日'), dmy: text('day month year', '日 月 年'), mdy: text('month day year', '月 日 年') },
  decimalMark: { '.': text('point 1.5', '点 1.5'), ',': text('comma 1,5', '逗号 1,5') },
  firstLine: { '1': text('1: leave nothing out', '1：不略过') },
  headerRows: { '1': text('1 line', '1 行') },
};

/** Why a row is not among the rows. */
export const rejectWords: Readonly<Record<string, Text>> = {
  'too-few-cells': text('too few cells', '单元格过少'),
  'too-many-cells': text('too many cells', '单元格过多'),
  'unclosed-quote': text('a quote is never closed', '引号未闭合'),
  'text-after-quote': text('text after a closing quote', '闭合引号后还有文字'),
  encoding: text('bytes that are no characters in this encoding', '含有该编码中不存在的字节'),
  'line-too-long': text('too long a line', '行过长'),
  'wrong-kind': text('a value of another kind', '取值类型不符'),
  'repeated-header': text('the header once more', '重复的表头'),
  footer: text('a line below the table', '表格之后的附注'),
  'second-table': text('part of a second table', '属于第二个表格'),
  'malformed-json': text('not valid JSON', '不是合法的 JSON'),
};

/** How much of the file is shown. */
export function rowsShown(count: string, isPartial: boolean): Text {
  return isPartial ? text(`first ${count} rows`, `前 ${count} 行`) : text(`${count} rows`, `${count} 行`);
}
