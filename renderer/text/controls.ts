import { type Text, text } from '../../core/base/text.ts';

/** The words of forms, pickers and the code editor. */
export const controlsWords = {
  more: text('More options', '更多选项'),
  byDefault: text('default', '默认'),
  byRole: text('by role', '按角色'),
  notSet: text('not set', '未设置'),
  yes: text('Yes', '是'),
  no: text('No', '否'),
  help: text('Help', '说明'),
  addEntry: text('Add an entry', '添加条目'),
  removeEntry: text('Remove this entry', '删除此条目'),
  entryName: text('Name', '名称'),
  entryValue: text('Value', '取值'),
  chooseColumn: text('Choose a column', '选择列'),
  chooseColumns: text('Choose columns', '选择列'),
  addItem: text('Type and press Enter', '输入后按回车'),
  otherColumns: text('Other columns', '其他列'),
  kindOfValue: text('Kind of value', '取值类型'),
  asNumber: text('Number', '数字'),
  asColumn: text('Column', '列'),
  asText: text('Text', '文本'),
  asRecord: text('By name', '按名称'),
  asBoolean: text('Yes / no', '是 / 否'),
  asList: text('List', '列表'),
  asOther: text('Other', '其他'),
  notJson: text('This is not valid JSON yet. Mend it, or empty the field.', '还不是合法的 JSON，请修正或清空。'),
  clear: text('Back to the default', '恢复默认'),
  editorHint: text('Press Escape, then Tab, to leave the editor.', '按 Esc 再按 Tab 离开编辑器。'),
  loading: text('Loading …', '加载中…'),
  columnGone: text('This column is not in the data. Choose another.', '数据中没有这一列，请另选。'),
} satisfies Record<string, Text>;

/** Roles in words, for headings of pickers and chips. */
export const roleWords: Readonly<Record<string, Text>> = {
  id: text('Id', '标识'),
  treatment: text('Treatment', '处理'),
  outcome: text('Outcome', '结果'),
  cost: text('Cost', '成本'),
  covariate: text('Covariate', '协变量'),
  weight: text('Weight', '权重'),
  instrument: text('Instrument', '工具变量'),
  runningVariable: text('Running variable', '驱动变量'),
  time: text('Time', '时间'),
  unit: text('Unit', '个体'),
  cluster: text('Cluster', '聚类'),
  protected: text('Protected', '受保护属性'),
};

/** Units that options are counted in. */
export const unitWords: Readonly<Record<string, Text>> = {
  share: text('0 to 1', '0 到 1'),
  money: text('money', '金额'),
  'money per unit of outcome': text('money per unit', '金额/单位'),
  'value per unit of cost': text('value per unit of cost', '价值/成本'),
};

/** "default: 0.05" for an empty field. */
export function defaultIs(value: string): Text {
  return text(`default: ${value}`, `默认：${value}`);
}
