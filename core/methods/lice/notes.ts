import { type Text, text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { sampleNote } from '../kit/explanations/words.ts';
import type { LiceFit } from './fit.ts';

/** Below this the clusters are not the same ones when they are found anew. */
const STABLE = 0.6;
/** Above this the clusters are those of the columns, not of what was learnt. */
const SURVIVES = 0.6;
/** Below this the readable rules tell only part of the answers. */
const FAITHFUL = 0.8;

/** The rival that beats LICE by its own rules; undefined when none does. */
export function bestRival({ byRules, rivals }: LiceFit): LiceFit['rivals'][number] | undefined {
  const own = byRules.r2 ?? Number.NEGATIVE_INFINITY;
  const better = rivals.filter(({ score }) => (score.r2 ?? Number.NEGATIVE_INFINITY) > own);
  return better.sort((a, b) => (b.score.r2 ?? 0) - (a.score.r2 ?? 0))[0];
}

/** Everything that limits what may be said. */
export function notesOf(fit: LiceFit): Note[] {
  return [
    ...standInNotes(fit),
    ...unstableNotes(fit),
    ...faithNotes(fit),
    ...weakNotes(fit),
    ...shuffledNotes(fit),
    ...sampleNote('lice', fit.rows.length, fit.rowCount),
    info(
      'lice/limits',
      text(
        'K-means depends on scaling and on the number of clusters; clusters of activations are descriptions, not mechanisms. Cards marked weak must not be quoted to a customer or a regulator.',
        'K 均值依赖于标准化方式与簇数；激活的簇是描述而非机理。标为“弱”的卡片不得向客户或监管机构引用。',
      ),
    ),
  ];
}

function standInNotes({ facts: { fidelity } }: LiceFit): Note[] {
  if (fidelity === undefined) return [];
  const share = (language: 'en' | 'zh'): string => (fidelity.value === null ? '–' : formatNumber(fidelity.value, language));
  const note = info(
    'lice/stand-in',
    text(
      `What came in has no hidden layers: a network was taught to repeat it (held-out R² ${share('en')}), and that network’s layers are explained.`,
      `输入没有隐藏层：先训练网络来还原它（留出 R² ${share('zh')}），再解释该网络的各层。`,
    ),
  );
  if (fidelity.value !== null && fidelity.value >= FAITHFUL) return [note];
  const poor = text(
    `That network repeats the answers only in part (R² below ${FAITHFUL}).`,
    `该网络只部分还原了预测（R² 低于 ${FAITHFUL}）。`,
  );
  return [note, warning('lice/unfaithful-stand-in', poor)];
}

function unstableNotes({ layers }: LiceFit): Note[] {
  return layers
    .filter(({ stability }) => stability.mean < STABLE)
    .map(({ layer, stability }) =>
      warning(
        'lice/unstable',
        text(
          `The clusters of layer ${layer} are not the same with another seed (mean adjusted Rand index ${formatNumber(stability.mean, 'en')}, below ${STABLE}): do not rely on where one ends and the next begins.`,
          `第 ${layer} 层的簇换一个种子就不同（平均调整兰德指数 ${formatNumber(stability.mean, 'zh')}，低于 ${STABLE}）：不要依赖簇的边界。`,
        ),
      ),
    );
}

function faithNotes({ byRules }: LiceFit): Note[] {
  if (byRules.r2 === null || byRules.r2 >= FAITHFUL) return [];
  const value = byRules.r2;
  return [
    warning(
      'lice/unfaithful',
      text(
        `The readable rules repeat the answers only in part (held-out R² ${formatNumber(value, 'en')}, below ${FAITHFUL}).`,
        `可读规则只部分还原了预测（留出 R² ${formatNumber(value, 'zh')}，低于 ${FAITHFUL}）。`,
      ),
    ),
  ];
}

function weakNotes({ layers }: LiceFit): Note[] {
  const cards = layers.flatMap(({ cards: own }) => own);
  const weak = cards.filter((card) => card.weak !== null).length;
  if (weak === 0) return [];
  return [
    info(
      'lice/weak-cards',
      text(
        `${weak} of ${cards.length} clusters have no local model of their own that beats the general one; they use that, and their cards say so.`,
        `${cards.length} 个簇中有 ${weak} 个没有优于总体模型的局部模型；它们使用总体模型，并在卡片上注明。`,
      ),
    ),
  ];
}

function shuffledNotes({ layers }: LiceFit): Note[] {
  return layers
    .filter(({ shuffled, count }) => count > 1 && shuffled > SURVIVES)
    .map(({ layer, shuffled }) =>
      warning(
        'lice/survives-shuffling',
        text(
          `Shuffling the network’s weights hardly changes the clusters of layer ${layer} (adjusted Rand index ${formatNumber(shuffled, 'en')}): they show how the columns lie, not what was learnt.`,
          `打乱网络权重几乎不改变第 ${layer} 层的簇（调整兰德指数 ${formatNumber(shuffled, 'zh')}）：它们反映的是列的分布，而非所学内容。`,
        ),
      ),
    );
}

function info(code: string, message: Text): Note {
  return { severity: 'info', code, message };
}

function warning(code: string, message: Text): Note {
  return { severity: 'warning', code, message };
}
