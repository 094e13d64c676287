import type { Problem, ProblemKind, ProblemPlace } from '../../core/base/problem.ts';
import type { ProblemCode } from '../../core/base/problem-codes.ts';
import { type Text, text } from '../../core/base/text.ts';

/** A short title for what went wrong: by its code where we have one, else by its kind. */
export function problemTitle(problem: Problem): Text {
  return BY_CODE[problem.code] ?? BY_KIND[problem.kind];
}

/** Where the trouble sits, as pairs for people. */
export function placeOf(problem: Problem): readonly (readonly [Text, string])[] {
  return Object.entries(problem.where ?? {}).flatMap(([name, value]) => {
    const label = PLACES[name as keyof ProblemPlace];
    return label === undefined || value === undefined ? [] : [[label, String(value)] as const];
  });
}

const PLACES: Readonly<Record<keyof ProblemPlace, Text>> = {
  file: text('file', '文件'),
  line: text('line', '行号'),
  column: text('column', '列'),
  row: text('row', '数据行'),
  option: text('option', '选项'),
  step: text('step', '步骤'),
  dataset: text('dataset', '数据集'),
};

const BY_KIND: Readonly<Record<ProblemKind, Text>> = {
  input: text('Something needs to be corrected', '有内容需要更正'),
  numeric: text('The calculation could not be completed', '计算无法完成'),
  resource: text('Not enough room or permission', '资源或权限不足'),
  integrity: text('A stored file is not as it should be', '存储的文件与应有内容不符'),
  denied: text('The call was refused', '请求被拒绝'),
  cancelled: text('Cancelled', '已取消'),
  bug: text('Something inside Causeway failed', 'Causeway 内部出错'),
};

const BY_CODE: Readonly<Partial<Record<ProblemCode, Text>>> = {
  'api/unreachable': text('The engine does not answer', '引擎没有响应'),
  'data/ambiguous': text('The data can be read in two ways', '数据有两种读法'),
  'data/arm-missing': text('A group of the experiment is missing', '缺少一个实验组'),
  'data/arm-too-small': text('A group of the experiment is too small', '某个实验组样本太少'),
  'data/constant': text('A column has only one value', '某列只有一个取值'),
  'data/duplicate': text('Something appears twice', '出现重复'),
  'data/empty': text('There are no rows', '没有数据行'),
  'data/file-changed': text('The file has changed', '文件已改动'),
  'data/file-missing': text('The file is not there', '找不到文件'),
  'data/missing-values': text('Values are missing', '存在缺失值'),
  'data/not-a-file': text('This is not a file', '这不是文件'),
  'data/not-binary': text('A yes/no column is needed', '需要二值列'),
  'data/not-numeric': text('A column of numbers is needed', '需要数值列'),
  'data/one-arm': text('There is only one group', '只有一个组'),
  'data/too-few-rows': text('There are too few rows', '数据行太少'),
  'data/too-large': text('The file is too large', '文件过大'),
  'data/unknown-column': text('There is no such column', '没有这一列'),
  'data/unreadable': text('The file cannot be read', '文件无法读取'),
  'data/wrong-kind': text('A column is of the wrong kind', '列的类型不符'),
  'document/broken': text('The experiment document is broken', '实验文档有误'),
  'document/cycle': text('Steps depend on each other in a circle', '步骤之间循环依赖'),
  'document/duplicate-step': text('Two steps have the same name', '两个步骤重名'),
  'document/unknown-input': text('A step reads from something that is not there', '步骤引用了不存在的输入'),
  'expression/syntax': text('The expression cannot be read', '表达式无法解析'),
  'expression/type': text('The expression mixes kinds of values', '表达式类型不匹配'),
  'expression/unknown-function': text('There is no such function', '没有这个函数'),
  'job/crashed': text('A job ended unexpectedly', '任务意外终止'),
  'job/timed-out': text('A job took too long', '任务超时'),
  'method/missing-input': text('A step lacks an input', '步骤缺少输入'),
  'method/unknown': text('There is no such method', '没有这个方法'),
  'numeric/no-overlap': text('The groups do not overlap', '各组之间没有重叠'),
  'numeric/not-converged': text('The calculation did not settle', '计算未收敛'),
  'numeric/singular': text('Columns repeat each other', '列之间线性相关'),
  'option/invalid': text('An option needs another value', '选项取值有误'),
  'option/unknown': text('There is no such option', '没有这个选项'),
  'plan/infeasible': text('No plan keeps all limits', '没有方案能满足全部约束'),
  'resource/disk': text('There is not enough room on the disk', '磁盘空间不足'),
  'resource/memory': text('There is not enough memory', '内存不足'),
  'resource/permission': text('The file may not be opened', '没有文件权限'),
  'sql/forbidden': text('Only questions may be asked in SQL', 'SQL 只允许查询'),
  'sql/syntax': text('The SQL cannot be read', 'SQL 无法解析'),
  'store/damaged': text('The project file is damaged', '项目文件已损坏'),
  'store/locked': text('The project is open elsewhere', '项目已在别处打开'),
  'store/newer-version': text('The project needs a newer Causeway', '项目需要更新版本的 Causeway'),
  'store/not-a-project': text('This is not a Causeway project', '这不是 Causeway 项目'),
};
