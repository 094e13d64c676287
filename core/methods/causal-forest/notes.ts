import { type Text, text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import type { ForestFit } from './fit.ts';
import type { CausalForestSpec } from './spec.ts';

/** An arm with fewer rows than this leaves a tree a few dozen at best: nothing to tell rows apart by. */
const FEW_ROWS = 100;

/** With more rows than this share pulled back from 0 or 1 the average is mostly extrapolation. */
const MANY_CLIPPED = 0.1;

/** A column that alone explains this much of the treatment decides it; chance explains next to nothing. */
const [SUSPICIOUS, DECISIVE] = [0.1, 0.9];

type Write = (severity: Note['severity'], what: string, message: Text) => Note;

/** What the reader must know before acting; a design that fails stops the step. */
export function forestNotes(fit: ForestFit, spec: CausalForestSpec): Note[] {
  const write: Write = (severity, what, message) => ({ severity, code: `causal-forest/${what}`, message });
  return [...designNotes(fit, spec, write), ...instrumentNotes(fit, write), ...forestShape(fit, write), ...effectNotes(fit, write)];
}

function designNotes({ overlap, counts, arms, control, kind }: ForestFit, spec: CausalForestSpec, write: Write): Note[] {
  const notes: Note[] = [];
  const { explainer } = overlap;
  const share = (value: number, language: 'en' | 'zh'): string => `${formatNumber(100 * value, language)} %`;
  if (explainer !== undefined && explainer.share >= DECISIVE) {
    notes.push(
      write(
        'stop',
        'treatment-explained',
        text(
          `"${explainer.column}" alone explains ${share(explainer.share, 'en')} of the treatment: rows with equal covariates do not occur in both arms, so no effect can be told. Leave the column out only if it is a copy of the treatment.`,
          `仅“${explainer.column}”一列就解释了处理的 ${share(explainer.share, 'zh')}：协变量相同的行不会同时出现在两组中，无法判断效应。只有当该列是处理的副本时才可剔除。`,
        ),
      ),
    );
  } else if (explainer !== undefined && explainer.share >= SUSPICIOUS && spec.propensity === 'shares' && spec.instrument === undefined) {
    notes.push(
      write(
        'warning',
        'not-by-chance',
        text(
          `"${explainer.column}" explains ${share(explainer.share, 'en')} of the treatment, which chance would not. Set propensity to estimated.`,
          `“${explainer.column}”解释了处理的 ${share(explainer.share, 'zh')}，随机分配不会如此。请将倾向得分设为“estimated”。`,
        ),
      ),
    );
  }
  if (overlap.clippedShare > 0) {
    const message = text(
      `For ${share(overlap.clippedShare, 'en')} of rows some arm was almost certain or almost impossible (beyond 1 %); their effects rest on extrapolation. The overlap-weighted average asks least of them.`,
      `有 ${share(overlap.clippedShare, 'zh')} 的行几乎必然或几乎不可能进入某组（概率超出 1 %）；其效应依赖外推。重叠加权平均受影响最小。`,
    );
    notes.push(write(overlap.clippedShare > MANY_CLIPPED ? 'stop' : 'warning', 'poor-overlap', message));
  }
  const small = kind === 'number' ? [] : [control, ...arms].filter((_, arm) => (counts[arm] ?? 0) < FEW_ROWS);
  if (small.length > 0) {
    const rows = (arm: string): number => counts[[control, ...arms].indexOf(arm)] ?? 0;
    notes.push(
      write(
        'warning',
        'small-arm',
        text(
          `${small.map((arm) => `"${arm}" has ${rows(arm)}`).join(', ')} rows: too few to tell rows apart. Read the average, not the single effects.`,
          `${small.map((arm) => `“${arm}”仅 ${rows(arm)}`).join('、')} 行，不足以区分个体差异。请看平均值，而非单行效应。`,
        ),
      ),
    );
  }
  return notes;
}

/** A first stage below this many standard errors leaves the ratio behind the effect undefined in practice. */
const WEAK_SHARE = 0.1;

function instrumentNotes({ compliance }: ForestFit, write: Write): Note[] {
  if (compliance === undefined || compliance.weakShare <= WEAK_SHARE) return [];
  return [
    write(
      compliance.weakShare > 0.5 ? 'stop' : 'warning',
      'weak-instrument',
      text(
        `For ${formatNumber(100 * compliance.weakShare, 'en')} % of rows the instrument hardly moves the treatment, or moves it the other way; effects there are guesses.`,
        `对 ${formatNumber(100 * compliance.weakShare, 'zh')} % 的行，工具变量几乎不影响处理，或影响方向相反；这些行的效应只是猜测。`,
      ),
    ),
  ];
}

function forestShape(fit: ForestFit, write: Write): Note[] {
  const notes: Note[] = [];
  if (fit.splits < 1) {
    notes.push(
      write(
        'warning',
        'hardly-split',
        text(
          'Most trees found no split that keeps enough rows of every arm, so all rows get nearly the same effect. More rows, or a smaller smallest leaf, would tell more.',
          '多数树找不到能让每组都保留足够行数的分裂，各行效应几乎相同。需要更多数据，或调小叶子最少行数。',
        ),
      ),
    );
  }
  if (fit.filled > 0) {
    notes.push(
      write(
        'warning',
        'rows-filled',
        text(
          `${fit.filled} rows got the mean effect, because no tree could say more.`,
          `有 ${fit.filled} 行无法由树给出效应，已填为平均效应。`,
        ),
      ),
    );
  }
  const learned = fit.counts.reduce((sum, count) => sum + count, 0);
  if (learned < fit.rowCount) {
    const others = fit.rowCount - learned;
    notes.push(
      write(
        'info',
        'rows-not-learned',
        text(
          `${others} rows miss the treatment or the outcome; they get effects but taught nothing.`,
          `${others} 行缺少处理或结果；这些行有预测效应，但未参与学习。`,
        ),
      ),
    );
  }
  if (fit.counted !== undefined) {
    notes.push(
      write(
        'info',
        'level-counted',
        text(`In "${fit.outcome}", "${fit.counted}" counts as 1.`, `“${fit.outcome}”中，“${fit.counted}”记为 1。`),
      ),
    );
  }
  if (fit.settings.honestShare === 0) {
    notes.push(
      write(
        'warning',
        'not-honest',
        text(
          'Without honesty the same rows choose splits and fill leaves: differences are exaggerated and intervals do not hold.',
          '关闭诚实性后，同一批行既选择分裂又填充叶子：差异被夸大，区间不再可信。',
        ),
      ),
    );
  }
  return notes;
}

/** How far above 1 the coefficient of differences may lie by chance, in standard errors. */
const ONE_SIDED = 1.645;

function effectNotes(fit: ForestFit, write: Write): Note[] {
  const shown = fit.findings.flatMap(({ arm, calibration, sorted }) => {
    const { differences } = calibration ?? {};
    const isShown = differences === undefined ? (sorted.spread?.interval[0] ?? 0) > 0 : differences.pValue < 0.05 && differences.value > 0;
    if (!isShown) {
      return [
        write(
          'warning',
          'differences-not-shown',
          text(
            `For ${arm} the data do not show that predicted differences between rows are real; ranking rows by them may do no better than chance.`,
            `对 ${arm}，数据未能证实个体间的预测差异；据此排序未必优于随机。`,
          ),
        ),
      ];
    }
    if (differences === undefined || differences.value - ONE_SIDED * differences.standardError <= 1) return [];
    return [
      write(
        'warning',
        'smoothed',
        text(
          `For ${arm} real differences between rows are about ${formatNumber(differences.value, 'en')} times the predicted ones: the forest smooths them, and intervals of single rows miss the truth more often than they say.`,
          `对 ${arm}，个体间的真实差异约为预测差异的 ${formatNumber(differences.value, 'zh')} 倍：森林将其平滑，单行区间漏掉真值的次数会多于标称水平。`,
        ),
      ),
    ];
  });
  const coverage = write(
    'info',
    'single-intervals',
    text(
      'Intervals of single rows allow for chance, not for smoothing. On simulated tests 95 % intervals of this kind of forest held the truth for as few as 59 % of rows where effects jump, and for 90 % or more where they change gently. Averages and groups keep their level.',
      '单行区间只反映随机误差，不含平滑偏差。在模拟数据上，这类森林的 95 % 区间在效应有跳变时最低只覆盖 59 % 的行，效应平缓时覆盖 90 % 以上。平均值与分组的区间不受影响。',
    ),
  );
  return [...shown, coverage];
}
