import { type Text, text } from '../../../base/text.ts';
import type { Note } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';

/** Below this many clusters, errors by cluster are visibly too small (Cameron & Miller 2015, section VI). */
const FEW_CLUSTERS = 30;

/** What every regression warns of. */
export function regressionNotes(
  id: string,
  fit: {
    readonly dropped: readonly string[];
    readonly rowsLeftOut: number;
    readonly count: number;
    readonly clusters: readonly { readonly column: string; readonly count: number }[];
  },
): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, message: Text): void => {
    notes.push({ severity, code: `${id}/${code}`, message });
  };
  if (fit.dropped.length > 0) {
    const named = fit.dropped.map((name) => `"${name}"`).join(', ');
    say(
      'warning',
      'collinear',
      text(
        `Dropped, since other columns already say the same or the column does not vary: ${named}.`,
        `已剔除（与其他列重复，或没有变化）：${named}。`,
      ),
    );
  }
  if (fit.rowsLeftOut > 0) {
    const [en, zh] = [formatNumber(fit.rowsLeftOut, 'en'), formatNumber(fit.rowsLeftOut, 'zh')];
    const share = fit.rowsLeftOut / (fit.rowsLeftOut + fit.count);
    say(
      share > 0.05 ? 'warning' : 'info',
      'rows-left-out',
      text(
        `${en} rows have a gap in a column of the regression, no weight, or another arm, and are left out.`,
        `${zh} 行因相关列缺失、权重为 0 或属于其他组而未计入。`,
      ),
    );
  }
  for (const { column, count } of fit.clusters) {
    if (count >= FEW_CLUSTERS) continue;
    say(
      'warning',
      'few-clusters',
      text(
        `"${column}" has only ${count} clusters; errors by cluster tend to be too small below about ${FEW_CLUSTERS}.`,
        `“${column}”仅有 ${count} 个聚类；少于约 ${FEW_CLUSTERS} 个时聚类标准误往往偏小。`,
      ),
    );
  }
  return notes;
}
