import { type Text, text } from '../../core/base/text.ts';

/** The frame's words: bars, rail, palette, settings. */
export const appWords = {
  product: text('Causeway', 'Causeway'),
  home: text('Home', '首页'),
  data: text('Data', '数据'),
  plan: text('Plan', '规划'),
  segment: text('Segment', '分群'),
  test: text('Test', '实验'),
  decide: text('Decide', '决策'),
  explain: text('Explain', '解释'),
  report: text('Report', '报告'),
  stages: text('Stages', '阶段'),
  thread: text('Steps of the experiment', '实验步骤'),
  toContent: text('Skip to the content', '跳到主要内容'),
  noProject: text('No project open', '未打开项目'),
  projectMenu: text('Project', '项目'),
  readOnly: text('read only', '只读'),
  newProject: text('New project', '新建项目'),
  newProjectName: text('Name of the project', '项目名称'),
  newProjectEmpty: text('Give the project a name, so that you find it again.', '请填写项目名称，以便日后查找。'),
  newProjectLong: text('Use at most 200 characters.', '请不要超过 200 个字符。'),
  untitled: text('Untitled experiment', '未命名实验'),
  create: text('Create', '创建'),
  open: text('Open …', '打开…'),
  recent: text('Recent', '最近打开'),
  backup: text('Save a backup', '保存备份'),
  replay: text('Replay and compare', '重放并核对'),
  verify: text('Verify the file', '校验文件'),
  close: text('Close the project', '关闭项目'),
  settings: text('Settings', '设置'),
  runAll: text('Run everything that is stale', '运行全部过期步骤'),
  search: text('Search or run a command', '搜索或执行命令'),
  nothingFound: text('Nothing by that name. Try fewer letters.', '没有匹配项，请减少输入字符。'),
  foundCount: text('results', '条结果'),
  groupGo: text('Go to', '前往'),
  groupStep: text('Steps', '步骤'),
  groupProject: text('Project', '项目'),
  groupView: text('View', '视图'),
  groupInsert: text('Insert a step', '插入步骤'),
  on: text('on', '开'),
  off: text('off', '关'),
  groupScreen: text('This screen', '当前页面'),
  offline: text('Offline', '离线'),
  offlineWhy: text(
    'Everything runs on this machine. Nothing is sent anywhere, and the page may not reach any other host.',
    '一切都在本机运行，不向任何地方发送数据，页面也无法访问其他主机。',
  ),
  reconnecting: text('Reconnecting …', '正在重连…'),
  language: text('Language', '语言'),
  languageSystem: text('As the system', '跟随系统'),
  toggleLanguage: text('中/EN: switch to Chinese (中文)', '中/EN：切换为英文 (English)'),
  theme: text('Theme', '主题'),
  themeSystem: text('As the system', '跟随系统'),
  themeLight: text('Light', '浅色'),
  themeDark: text('Dark', '深色'),
  themeContrast: text('High contrast', '高对比度'),
  jobs: text('Jobs', '任务'),
  noJobs: text(
    'Nothing is running. Runs and imports appear here, with time left and a way to stop them.',
    '当前没有任务。运行与导入会显示在这里，可查看剩余时间并随时停止。',
  ),
  cancel: text('Cancel', '取消'),
  queued: text('waiting', '排队中'),
  running: text('running', '运行中'),
  done: text('done', '已完成'),
  failed: text('failed', '失败'),
  cancelled: text('cancelled', '已取消'),
  fresh: text('fresh', '最新'),
  stale: text('stale', '过期'),
  missing: text('not run', '未运行'),
  staleWhy: text(
    'Something this step depends on has changed. Run it again before you rely on it.',
    '该步骤的依赖已改动，请重新运行后再使用其结果。',
  ),
  undo: text('Undo', '撤销'),
  redo: text('Redo', '重做'),
  history: text('History', '历史'),
  shortcuts: text('Keyboard shortcuts', '键盘快捷键'),
  choices: text('Choices', '选项'),
  reading: text('Reading', '解读'),
  drawer: text('Drawer', '抽屉'),
  foldDrawer: text('Show or hide the drawer', '显示或隐藏抽屉'),
  drawerHeight: text('Height of the drawer', '抽屉高度'),
  tabData: text('Data behind', '图表数据'),
  tabDocument: text('Document', '实验文档'),
  tabSql: text('SQL', 'SQL'),
  tabLog: text('Log', '日志'),
  noDataBehind: text('The chart or table you are looking at shows its numbers here.', '当前图表或表格的数据会显示在这里。'),
  noLog: text('No problems so far.', '目前没有问题。'),
  noDocument: text('Open a project to see its document.', '打开项目后可查看其实验文档。'),
  applyDocument: text('Apply', '应用'),
  revertDocument: text('Revert', '还原'),
  editedDocument: text('Edited the document', '编辑实验文档'),
  documentNotJson: text('Not valid JSON yet; mend the place that is underlined.', '还不是合法的 JSON，请修正带下划线的位置。'),
  documentRefused: text('Not applied.', '未应用。'),
  documentApplied: text('Everything is applied.', '已全部应用。'),
  documentPending: text('Applied as soon as you pause.', '停止输入后自动应用。'),
  documentConflict: text(
    'The document was changed elsewhere meanwhile. Apply yours over it, or revert to see it.',
    '文档已在别处改动。可用您的版本覆盖，或还原以查看新版本。',
  ),
  document: text('Experiment document as JSON', 'JSON 格式的实验文档'),
  sqlQuestion: text('SQL over the tables of the project', '针对项目数据表的 SQL'),
  sqlAsked: text('Asked before', '历史查询'),
  runSql: text('Run', '运行'),
  sqlHint: text('Ask the tables of the project. Only reading is possible.', '可查询项目中的数据表，仅限读取。'),
  autoRun: text('Run by itself after a change', '改动后自动运行'),
  gainRed: text('Red means gain', '红色表示增益'),
  gainRedWhy: text(
    'For readers who are used to red as up. Sign and arrow are printed either way.',
    '适合习惯“红涨绿跌”的读者；符号与箭头始终显示。',
  ),
  role: text('How you work', '使用方式'),
  roleAnalyst: text('Analyst', '分析师'),
  roleReviewer: text('Reviewer', '审阅者'),
  roleTrainer: text('Trainer', '讲师'),
  revealTruth: text('Reveal truth', '揭示真值'),
  revealTruthWhy: text('Shows what was planted in the data beside what was estimated from them.', '在估计结果旁显示数据中预先设定的真值。'),
  truthCovered: text('Covered until the truth is revealed.', '真值揭示后显示。'),
  threads: text('Threads', '线程数'),
  threadsAuto: text('Automatic', '自动'),
  threadsBad: text('Enter a whole number from 1 to 1024, or leave it empty.', '请填写 1 到 1024 之间的整数，或留空。'),
  version: text('Version', '版本'),
  broken: text('This part of the page failed', '页面的这一部分出错了'),
  brokenWhy: text(
    'Your project is safe: every change is kept in its journal. Go on elsewhere, or try again.',
    '项目是安全的：每次改动都已写入日志。您可以继续使用其他部分，或重试。',
  ),
  tryAgain: text('Try again', '重试'),
  emptyStage: text('Nothing here yet', '这里还没有内容'),
  emptyStageWhy: text('Steps of this stage appear here once the experiment has some.', '实验包含该阶段的步骤后会显示在这里。'),
  needsProject: text('Open a project first', '请先打开项目'),
  needsProjectWhy: text('A sample shows within a minute what this page does.', '用一个示例即可在一分钟内了解此页面的用途。'),
  toHome: text('To the samples', '查看示例'),
  replayEqual: text('Every step gave the same bytes again.', '每个步骤都得到了完全相同的结果。'),
  replayDiffers: text('Some steps gave other bytes than before:', '以下步骤的结果与此前不同：'),
  verifyFine: text('The file is as it was written.', '文件与写入时一致。'),
  verifyFindings: text('The file is not as it was written:', '文件与写入时不一致：'),
  unfoldBar: text('More', '更多'),
  warningsCount: text('warnings', '条警告'),
} satisfies Record<string, Text>;

/** Why a document is not applied, and where that is. */
export function mendAt(why: Text, line: number, column: number): Text {
  return text(`Line ${line}, column ${column}: ${why.en}`, `第 ${line} 行第 ${column} 列：${why.zh}`);
}

/** A command of the palette. */
export function insertMethod(title: Text): Text {
  return text(`Insert ${title.en}`, `插入${title.zh}`);
}

/** What the button that folds a panel says. */
export function foldPanel(name: Text): Text {
  return text(`Show or hide the panel: ${name.en}`, `显示或隐藏面板：${name.zh}`);
}

/** "2 jobs, 64%" for the button of the tray. */
export function jobsRunning(count: number, share: string): Text {
  return text(`${count} running, ${share}`, `${count} 个任务运行中，${share}`);
}

export function timeLeft(duration: string): Text {
  return text(`about ${duration} left`, `约剩 ${duration}`);
}

/** Said aloud to those who listen when a job ends. */
export function jobEnded(name: Text, state: Text): Text {
  return text(`${name.en}: ${state.en}`, `${name.zh}：${state.zh}`);
}

/** What to call a step's state, and the step. */
export function stepIs(title: Text, state: Text): Text {
  return text(`${title.en}, ${state.en}`, `${title.zh}，${state.zh}`);
}
