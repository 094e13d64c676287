import { type Language, type Text, text } from '../../core/base/text.ts';

/** Every sentence of the menus and dialogs. */
export const WORDS = {
  file: text('File', '文件'),
  newProject: text('New Project…', '新建项目…'),
  open: text('Open…', '打开…'),
  backup: text('Save a Copy…', '另存副本…'),
  closeProject: text('Close Project', '关闭项目'),
  edit: text('Edit', '编辑'),
  undo: text('Undo', '撤销'),
  redo: text('Redo', '重做'),
  cut: text('Cut', '剪切'),
  copy: text('Copy', '复制'),
  paste: text('Paste', '粘贴'),
  selectAll: text('Select All', '全选'),
  experiment: text('Experiment', '实验'),
  run: text('Run What Is Stale', '运行待更新步骤'),
  replay: text('Replay and Compare', '重放并比对'),
  verify: text('Verify the Project', '校验项目'),
  view: text('View', '视图'),
  palette: text('Command Palette…', '命令面板…'),
  settings: text('Settings…', '设置…'),
  zoomIn: text('Zoom In', '放大'),
  zoomOut: text('Zoom Out', '缩小'),
  actualSize: text('Actual Size', '实际大小'),
  fullScreen: text('Full Screen', '全屏'),
  window: text('Window', '窗口'),
  minimize: text('Minimize', '最小化'),
  closeWindow: text('Close Window', '关闭窗口'),
  quit: text('Quit Causeway', '退出 Causeway'),
  help: text('Help', '帮助'),
  shortcuts: text('Keyboard Shortcuts', '键盘快捷键'),
  dataFiles: text('Tables', '数据表'),
  modelFiles: text('Models', '模型'),
  projectFiles: text('Causeway projects and tables', 'Causeway 项目与数据表'),
  anyFile: text('All files', '所有文件'),
  engineLost: text('The engine keeps stopping', '计算引擎反复停止'),
  engineLostWhy: text(
    'It stopped several times within a minute and is not started again. Your project is safe: close Causeway, and open it again.',
    '它在一分钟内多次停止，因此不再自动重启。您的项目是安全的：请退出 Causeway 后重新打开。',
  ),
} as const satisfies Readonly<Record<string, Text>>;

/** The language that was chosen, or the system's. */
export function languageOf(chosen: Language | 'system', systemLocale: string): Language {
  if (chosen !== 'system') return chosen;
  return /^zh/i.test(systemLocale) ? 'zh' : 'en';
}
