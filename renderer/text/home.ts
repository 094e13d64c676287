import { type Text, text } from '../../core/base/text.ts';

/** The words of the first screen. */
export const homeWords = {
  welcome: text('What would you like to do?', '您想做什么？'),
  welcomeBack: text('Welcome back', '欢迎回来'),
  promise: text(
    'Which customers, which offer, at what cost, and why: from data to a decision that someone else can check. No account, no network.',
    '哪些客户、哪种优惠、多少成本、为什么：从数据走到一份他人可以核对的决策。无需账号，无需联网。',
  ),
  analystTitle: text('Explore my data', '探索我的数据'),
  analystText: text('Open a table, draw a segment, read a test, spend a budget well.', '打开数据表，圈定人群，读懂实验，用好预算。'),
  reviewerTitle: text('Check a model or campaign', '审查模型或活动'),
  reviewerText: text('Open a project read-only, replay it, look one customer up.', '以只读方式打开项目，重放核对，查看某位客户的依据。'),
  trainerTitle: text('Teach or demo', '教学或演示'),
  trainerText: text('Large type, samples with a known truth, and a way to reveal it.', '大号字体，带已知真相的示例，并可随时揭示。'),
  changeAnyTime: text('This can be changed at any time in the settings.', '可随时在设置中更改。'),
  openFile: text('Open a file …', '打开文件…'),
  dropHere: text('Drop the file to open it', '松开即可打开文件'),
  dropHint: text('or drop it here: CSV, Parquet, Excel, JSON, or a project', '或拖放到此处：CSV、Parquet、Excel、JSON 或项目文件'),
  newProject: text('New project', '新建项目'),
  recent: text('Recent', '最近打开'),
  noRecent: text('Projects that you open appear here.', '打开过的项目会显示在这里。'),
  missing: text('not found', '找不到文件'),
  forget: text('Take off the list', '从列表中移除'),
  samples: text('Samples', '示例'),
  samplesHint: text('Each opens at once, works offline, and may be changed at will.', '即开即用，离线可用，可任意修改。'),
  openSample: text('Open', '打开'),
  knownTruth: text('known truth', '已知真相'),
  knownTruthWhy: text(
    'The true effects were planted when the data were made, so every estimate can be held against them.',
    '数据生成时已植入真实效应，任何估计都可与之对照。',
  ),
  rows: text('rows', '行'),
  current: text('Go on with', '继续'),
} satisfies Record<string, Text>;
