import { LineChartOutlined, TableOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import { problemOf } from '../../../core/base/problem.ts';
import type { FigureBlock } from '../../../core/report/blocks.ts';
import { withPhrasedHeads } from '../../../core/report/phrases.ts';
import { useReportProblem } from '../../client/use-act.tsx';
import { blocksWords } from '../../text/blocks.ts';
import { useWords, type Words } from '../../text/words.tsx';
import { BlockCard } from '../BlockCard.tsx';
import { type MenuItem, useBlockSurroundings } from '../block-actions.ts';
import { DataTable } from '../table/DataTable.tsx';
import { tableItems } from '../table/table-items.ts';
import { useCovered } from '../truth.ts';
import { copyPicture, savePng, saveSvg } from './export-figure.ts';
import { Plot } from './Plot.tsx';

/** A picture, or at the turn of a button the numbers that it was drawn from. */
export function FigureView({ block: given }: { readonly block: FigureBlock }) {
  const block = useCovered(given);
  const words = useWords();
  const { say } = words;
  const surroundings = useBlockSurroundings();
  const [isTable, setTable] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const items = useFigureItems(block, words);
  const table = useMemo(() => withPhrasedHeads(block.table), [block.table]);
  const title = say(isTable ? blocksWords.asFigure : blocksWords.asTable);
  const label = [block.title, block.subtitle].flatMap((part) => (part === undefined ? [] : [say(part)])).join('. ');
  return (
    <BlockCard
      block={block}
      items={items}
      tools={
        <Tooltip title={title} mouseEnterDelay={0.4}>
          <Button
            type="text"
            size="small"
            aria-pressed={isTable}
            aria-label={`${say(blocksWords.asTable)}: ${say(block.title)}`}
            icon={isTable ? <LineChartOutlined /> : <TableOutlined />}
            onClick={() => setTable(!isTable)}
          />
        </Tooltip>
      }
    >
      {hasFailed ? <p className="quiet">{say(blocksWords.figureFailed)}</p> : null}
      {isTable || hasFailed ? (
        <DataTable table={table} name={block.id} label={say(block.title)} />
      ) : (
        <Plot
          figure={block.figure}
          label={label}
          selected={surroundings.selected?.(block)}
          onClick={surroundings.click === undefined ? undefined : (point) => surroundings.click?.(block, point)}
          onSelect={surroundings.select === undefined ? undefined : (points) => surroundings.select?.(block, points)}
          onFailure={(error) => {
            // The numbers are still there; what failed is a picture of them.
            console.warn(error);
            setFailed(true);
          }}
        />
      )}
    </BlockCard>
  );
}

/** What can be done with a figure: pictures of it, and the numbers behind it. */
export function useFigureItems(block: FigureBlock, words: Words): readonly MenuItem[] {
  const { say, language } = words;
  const surroundings = useBlockSurroundings();
  const { message } = App.useApp();
  const report = useReportProblem();
  const attempt = (action: Promise<unknown>, success?: string): void => {
    action.then(
      () => success !== undefined && void message.success(success),
      (error: unknown) => report(problemOf(error)),
    );
  };
  const behind = surroundings.showBehind;
  return [
    ...(behind === undefined ? [] : [{ key: 'behind', label: say(blocksWords.behind), onClick: () => behind(block, block.table) }]),
    {
      key: 'png',
      label: say(blocksWords.savePng),
      children: [1, 2, 4].map((scale) => ({
        key: `png-${scale}`,
        label: `${scale}×`,
        onClick: () => attempt(savePng(block, language, scale)),
      })),
    },
    { key: 'svg', label: say(blocksWords.saveSvg), onClick: () => attempt(saveSvg(block, language)) },
    {
      key: 'copy-picture',
      label: say(blocksWords.copyPicture),
      onClick: () => attempt(copyPicture(block, language), say(blocksWords.copied)),
    },
    { type: 'divider' },
    ...tableItems(block.table, block.id, words),
  ];
}
