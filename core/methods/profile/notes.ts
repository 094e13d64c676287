import { type Text, text } from '../../base/text.ts';
import { shownName } from '../../frame/expression/names.ts';
import type { Note } from '../../report/blocks.ts';
import type { ColumnProfile } from './column-profile.ts';
import { LEAK_THRESHOLDS, type Leak } from './leakage.ts';
import type { PersonalKind } from './personal-data.ts';
import type { ProfileFit } from './profile-fit.ts';

const MOSTLY_MISSING = 0.5;

/** One sentence per hint, in the order of the columns. */
export function notesOf(fit: ProfileFit): Note[] {
  const notes = fit.columns.flatMap((column) => columnNotes(column, fit.outcome));
  if (fit.duplicateCount > 0) {
    const message = text(
      `${fit.duplicateCount} rows repeat an earlier row exactly.`,
      `有 ${fit.duplicateCount} 行与前面的某一行完全相同。`,
    );
    notes.push({ severity: 'warning', code: 'profile/duplicate-rows', message });
  }
  return notes;
}

function columnNotes(column: ColumnProfile, outcome: string | null): Note[] {
  const name = shownName(column.name);
  const notes: Note[] = [];
  const add = (severity: Note['severity'], code: string, message: Text): void => {
    notes.push({ severity, code: `profile/${code}`, message });
  };
  if (column.personal !== null) add('warning', 'personal-data', personalWords(name, column.personal));
  if (column.leak !== null && outcome !== null) add('warning', 'may-leak', leakWords(name, column.leak, shownName(outcome)));
  if (column.role === 'id' && column.distinctCount < column.rowCount - column.missingCount) {
    const repeats = column.rowCount - column.missingCount - column.distinctCount;
    add(
      'warning',
      'duplicate-ids',
      text(`${name} is the id, and ${repeats} of its values repeat.`, `${name} 是标识列，但有 ${repeats} 个值重复。`),
    );
  }
  if (column.isConstant) add('info', 'constant', constantWords(name, column));
  else if (column.missingCount > MOSTLY_MISSING * column.rowCount) {
    const share = ((100 * column.missingCount) / column.rowCount).toFixed(1);
    add('info', 'mostly-missing', text(`${name} is missing in ${share} % of the rows.`, `${name} 在 ${share}% 的行中缺失。`));
  }
  if (column.isIdLike && column.role !== 'id') {
    add(
      'info',
      'id-like',
      text(`${name} has a value of its own in nearly every row; it looks like an id.`, `${name} 几乎每行取值都不同，看起来是标识列。`),
    );
  }
  if (column.infiniteCount > 0) {
    add(
      'warning',
      'infinite',
      text(
        `${name} holds ${column.infiniteCount} infinite values; they count as missing here.`,
        `${name} 含 ${column.infiniteCount} 个无穷值，此处按缺失处理。`,
      ),
    );
  }
  return notes;
}

function constantWords(name: string, column: ColumnProfile): Text {
  if (column.distinctCount === 0) return text(`${name} is missing in every row.`, `${name} 在每一行都缺失。`);
  return column.missingCount === 0
    ? text(`${name} has the same value in every row.`, `${name} 在每一行取值都相同。`)
    : text(`${name} has one value, or none.`, `${name} 只有一个取值，其余缺失。`);
}

const PERSONAL_WORDS: Readonly<Record<PersonalKind, Text>> = {
  email: text('e-mail addresses', '电子邮箱'),
  phone: text('phone numbers', '电话号码'),
  'resident-id': text('identity numbers', '身份证号'),
  'bank-card': text('bank card numbers', '银行卡号'),
  name: text('names of people', '姓名'),
  address: text('addresses', '地址'),
  'birth-date': text('dates of birth', '出生日期'),
  document: text('numbers of personal documents', '证件号码'),
};

function personalWords(name: string, kind: PersonalKind): Text {
  const { en, zh } = PERSONAL_WORDS[kind];
  return text(
    `${name} may hold ${en}. Leave it out unless it is needed; its values are not shown here.`,
    `${name} 可能含有${zh}。如无必要请排除；此处不显示其取值。`,
  );
}

function leakWords(name: string, leak: Leak, outcome: string): Text {
  const strength = (leak.strength ?? 0).toFixed(3);
  switch (leak.by) {
    case 'auc':
      return text(
        `${name} may leak the outcome: alone it ranks ${outcome} with an AUC of ${strength} (threshold ${LEAK_THRESHOLDS.auc}). Was it known before?`,
        `${name} 可能泄漏结果：仅凭它预测 ${outcome} 的 AUC 已达 ${strength}（阈值 ${LEAK_THRESHOLDS.auc}）。它在结果发生之前就已知吗？`,
      );
    case 'r-squared':
      return text(
        `${name} may leak the outcome: alone it accounts for a share of ${strength} of the variance of ${outcome} (threshold ${LEAK_THRESHOLDS['r-squared']}). Was it known before?`,
        `${name} 可能泄漏结果：仅凭它就能解释 ${outcome} 方差的 ${strength}（阈值 ${LEAK_THRESHOLDS['r-squared']}）。它在结果发生之前就已知吗？`,
      );
    case 'mutual-information':
      return text(
        `${name} may leak the outcome: it shares ${strength} of the information of ${outcome} (threshold ${LEAK_THRESHOLDS['mutual-information']}). Was it known before?`,
        `${name} 可能泄漏结果：它与 ${outcome} 共享的信息占比为 ${strength}（阈值 ${LEAK_THRESHOLDS['mutual-information']}）。它在结果发生之前就已知吗？`,
      );
    case 'date':
      return text(
        `${name} may leak the outcome: in a share of ${strength} of the rows it lies after the time column.`,
        `${name} 可能泄漏结果：${strength} 比例的行中，它晚于时间列。`,
      );
    default:
      return text(
        `${name} may leak the outcome: its name speaks of what comes afterwards. Was it known before?`,
        `${name} 可能泄漏结果：从名称看属于事后信息。它在结果发生之前就已知吗？`,
      );
  }
}
