import type { FigureBlock, Report, TableBlock } from '../../../core/report/blocks.ts';
import { formatPValue } from '../../../core/report/format.ts';
import { BlockCard } from '../../blocks/BlockCard.tsx';
import type { MenuItem } from '../../blocks/block-actions.ts';
import { useFigureItems } from '../../blocks/figure/FigureView.tsx';
import { IntervalBar } from '../../blocks/IntervalBar.tsx';
import { tableItems } from '../../blocks/table/table-items.ts';
import { testWords } from '../../text/test.ts';
import { useWords } from '../../text/words.tsx';
import { axisOf, type ScoreRow, scoreRows } from './scorecard.ts';
import './test.css';

const COLUMNS = ['metric', 'arm', 'change', 'interval', 'difference', 'lift', 'adjusted'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['change', 'difference', 'lift', 'adjusted']);
const WIDTH = 132;
const HEIGHT = 16;
const EDGE = 4;
/** Of a figure's menu, what is about the picture; the numbers are the card's own. */
const PICTURE_ITEMS: ReadonlySet<string> = new Set(['png', 'svg', 'copy-picture']);

/** One row for each metric and arm; the bars of one metric share their axis. */
export function Scorecard({ report }: { readonly report: Report }) {
  const card = report.blocks.find(({ id }) => id === 'scorecard');
  const picture = report.blocks.find(({ id }) => id === 'forest');
  if (card?.kind !== 'table') return null;
  return picture?.kind === 'figure' ? (
    <PicturedCard report={report} card={card} picture={picture} />
  ) : (
    <ScoreTable report={report} card={card} pictureItems={[]} />
  );
}

interface CardProps {
  readonly report: Report;
  readonly card: TableBlock;
}

/** The menu also saves the intervals as a picture. */
function PicturedCard({ picture, ...rest }: CardProps & { readonly picture: FigureBlock }) {
  const items = useFigureItems(picture, useWords());
  return <ScoreTable {...rest} pictureItems={items.filter((item) => PICTURE_ITEMS.has(String(item.key)))} />;
}

function ScoreTable({ report, card, pictureItems }: CardProps & { readonly pictureItems: readonly MenuItem[] }) {
  const words = useWords();
  const { say } = words;
  const rows = scoreRows(report);
  if (rows.length === 0) return null;
  return (
    <BlockCard block={card} items={[...pictureItems, ...tableItems(card.table, card.id, words)]}>
      <div className="table-scroll">
        <table className="block-table test-card">
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className={NUMBERS.has(name) ? 'number' : ''}>
                  {say(testWords[name])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={`${row.metric} ${row.arm}`} row={row} siblings={rows.filter(({ metric }) => metric === row.metric)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet small">{say(testWords.band)}</p>
    </BlockCard>
  );
}

function Line({ row, siblings }: { readonly row: ScoreRow; readonly siblings: readonly ScoreRow[] }) {
  const { number, say, share } = useWords();
  const shown = (value: number | null): string => (value === null ? '–' : number(value));
  const between = row.interval === null ? '' : `${number(row.interval[0])} … ${number(row.interval[1])}`;
  return (
    <tr>
      <td>
        <bdi className="cell-name">{row.metric}</bdi>
      </td>
      <td>
        <bdi className="cell-name">{row.arm}</bdi>
        <span className="quiet small test-under">{row.n === null ? '' : `${say(testWords.n)} ${number(row.n)}`}</span>
      </td>
      <td className="number">
        {shown(row.armValue)}
        <span className="quiet small test-under">{shown(row.controlValue)}</span>
      </td>
      <td className="test-interval">
        <Bar row={row} siblings={siblings} />
        <span className="quiet small test-under">{between}</span>
      </td>
      <td className="number">{number(row.value)}</td>
      <td className="number">{row.lift === null ? '–' : `${row.lift < 0 ? '−' : '+'}${share(Math.abs(row.lift))}`}</td>
      <td className="number">{row.adjusted === null ? '–' : formatPValue(row.adjusted)}</td>
    </tr>
  );
}

/** The interval over the band of differences that a test of this size would often miss. */
function Bar({ row, siblings }: { readonly row: ScoreRow; readonly siblings: readonly ScoreRow[] }) {
  const axis = axisOf(siblings);
  const at = (value: number): number => EDGE + ((WIDTH - 2 * EDGE) * (value - axis.low)) / (axis.high - axis.low);
  if (row.interval === null) return null;
  const band = row.detectable ?? 0;
  return (
    <svg className="test-bar" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect className="band" x={at(-band)} width={Math.max(0, at(band) - at(-band))} y={0} height={HEIGHT} />
      <IntervalBar estimate={{ value: row.value, interval: row.interval }} scale={{ ...axis, isEffect: true }} width={WIDTH} />
    </svg>
  );
}
