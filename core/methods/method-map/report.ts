import { type Text, text } from '../../base/text.ts';
import type { Note, Report } from '../../report/blocks.ts';
import type { Facts } from './facts.ts';
import { treeFigure } from './figures.ts';
import { type Judged, judge } from './map.ts';

const TIME_WORDS: Readonly<Record<Facts['time'], Text>> = {
  none: text('none', '无'),
  series: text('one series', '单一时间序列'),
  panel: text('units with one common start', '多单位、统一开始'),
  staggered: text('units that start at different times', '多单位、开始时间不同'),
  'one-treated': text('one treated unit among others', '单一处理单位与多个对照'),
};

/** Says which methods fit, draws the map, and lists what each of the others lacks. */
export function reportMap(facts: Facts): Report {
  const judged = judge(facts);
  const { figure, table } = treeFigure(judged);
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(judged) },
      { kind: 'figure', id: 'map', title: text('Which methods can find the effect?', '哪些方法能识别效应？'), figure, table },
      {
        kind: 'scalars',
        id: 'answers',
        title: text('The six answers', '六个回答'),
        rows: [
          { name: 'goal', label: text('asked for', '要回答的问题'), value: facts.goal },
          { name: 'randomised', label: text('dealt out by chance', '随机分配'), value: facts.randomised },
          { name: 'measured', label: text('common causes measured', '共同原因均已测量'), value: facts.measured },
          { name: 'instrument', label: text('instrument', '工具变量'), value: facts.instrument },
          { name: 'cutoff', label: text('cut-off', '断点'), value: facts.cutoff },
          { name: 'time', label: text('before and after', '时间前后'), value: TIME_WORDS[facts.time].en },
        ],
      },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change this', '什么会改变结论'),
        body: text(
          'Another answer to one of the six questions. The first two no table can give.',
          '六个问题中任一回答的改变。前两个问题无法由数据回答。',
        ),
      },
    ],
    notes: notesOf(facts, judged),
  };
}

function readingOf(judged: readonly Judged[]): Text {
  const fitting = judged.filter(({ fits }) => fits === true).map(({ leaf }) => leaf.name);
  const open = judged.filter(({ fits }) => fits === null).map(({ leaf }) => leaf.name);
  const list = (names: readonly Text[]): Text => text(names.map(({ en }) => en).join(', '), names.map(({ zh }) => zh).join('、'));
  const [good, waiting] = [list(fitting), list(open)];
  const first =
    fitting.length > 0 ? text(`Fit: ${good.en}.`, `适用：${good.zh}。`) : text('No method fits for certain.', '没有确定适用的方法。');
  if (open.length === 0) return first;
  return text(`${first.en} Would fit, depending on your answers: ${waiting.en}.`, `${first.zh}取决于您的回答，可能适用：${waiting.zh}。`);
}

function notesOf(facts: Facts, judged: readonly Judged[]): Note[] {
  const notes: Note[] = [];
  if (!facts.hasTreatment)
    notes.push({
      severity: 'warning',
      code: 'method-map/no-treatment',
      message: text('No column has the role treatment; every method asks for it.', '没有角色为处理变量的列；所有方法都需要它。'),
    });
  if (facts.randomised === null)
    notes.push({
      severity: 'info',
      code: 'method-map/unknown-assignment',
      message: text(
        'Say whether the treatment was dealt out by chance: it decides more than any other answer.',
        '请说明处理是否随机分配：这一回答最为关键。',
      ),
    });
  if (judged.every(({ fits }) => fits === false))
    notes.push({
      severity: 'stop',
      code: 'method-map/nothing-fits',
      message: text(
        'With these answers no method can find the effect. Plan a randomised test.',
        '按这些回答，没有方法能识别效应。请规划随机实验。',
      ),
    });
  return notes;
}
