import { type ReactNode, useMemo } from 'react';
import type { Block, FigureBlock } from '../../../core/report/blocks.ts';
import { BlockView } from '../../blocks/BlockView.tsx';
import { BlockContext, type BlockSurroundings } from '../../blocks/block-actions.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { type Brushed, brushable, firstPanel, hasPoints, withBrushedLines } from './brushing.ts';
import type { Explanation, Explanations } from './use-explanations.ts';
import { useLinesOf } from './use-lines-of.ts';

interface WholeChartsProps {
  readonly explanations: Explanations;
  readonly brushed: Brushed | null;
  readonly surroundings: BlockSurroundings;
}

/** Ranking beside direction, then single features, then how the answers move. */
export function WholeCharts({ explanations, brushed, surroundings }: WholeChartsProps) {
  const { importance, shap, shape } = explanations;
  const ranking = figureOf(importance, 'importance-figure') ?? figureOf(shap, 'mean-shap');
  const shapReport = shap.result.value?.report;
  // The same blocks as long as nothing changes: a new block is drawn anew.
  const pointed = useMemo(() => figuresIn(shapReport?.blocks ?? [], /^(beeswarm|dependence-.*)$/).map(brushable), [shapReport]);
  const swarm = pointed.find(({ id }) => id === 'beeswarm');
  const single = pointed.filter(({ id }) => id !== 'beeswarm');
  const report = shape.result.value?.report;
  const profiles = useMemo(() => figuresIn(report?.blocks ?? [], /^pdp-/), [report]);
  const surfaces = [...figuresOf(shape, /^surface-/), ...figuresOf(shap, /^interactions$/)];
  const extra = useLinesOf(shape.step?.id, isCentred(shape) ? null : brushed, profiles);
  const followed = useMemo(
    () => profiles.map((block) => withBrushedLines(block, brushed, extra.get(block.id) ?? [])),
    [profiles, brushed, extra],
  );
  return (
    <>
      {[importance, shap, shape].map((explanation) => (
        <Trouble key={explanation.method} explanation={explanation} />
      ))}
      <Row blocks={[ranking === undefined || swarm === undefined ? ranking : firstPanel(ranking), swarm]} surroundings={surroundings} />
      <Row blocks={[...single, ...followed, ...surfaces]} surroundings={surroundings} />
    </>
  );
}

interface RowProps {
  readonly blocks: readonly (FigureBlock | undefined)[];
  readonly surroundings: BlockSurroundings;
}

/** Pictures side by side. Only those with points that stand for rows can be brushed and clicked. */
function Row({ blocks, surroundings }: RowProps) {
  const known = blocks.flatMap((block) => block ?? []);
  const { showBehind } = surroundings;
  const plain = useMemo<BlockSurroundings>(() => (showBehind === undefined ? {} : { showBehind }), [showBehind]);
  if (known.length === 0) return null;
  return (
    <div className="explain-row">
      {known.map((block) => (
        <BlockContext key={block.id} value={hasPoints(block) ? surroundings : plain}>
          <BlockView block={block} />
        </BlockContext>
      ))}
    </div>
  );
}

/** Why an explanation is not there, where it is not. */
function Trouble({ explanation: { step, result } }: { readonly explanation: Explanation }): ReactNode {
  const { say } = useWords();
  if (step === undefined) return null;
  if (step.problem !== null) return <ProblemView problem={step.problem} />;
  if (result.problem !== undefined) return <ProblemView problem={result.problem} retry={result.reload} />;
  if (step.state !== 'missing') return null;
  return (
    <p className="quiet">
      <bdi>{step.id}</bdi>
      {`: ${say(explainWords.notRun)}`}
    </p>
  );
}

function blocksOf({ result }: Explanation): readonly Block[] {
  return result.value?.report.blocks ?? [];
}

function figureOf(explanation: Explanation, id: string): FigureBlock | undefined {
  return blocksOf(explanation).find((block): block is FigureBlock => block.kind === 'figure' && block.id === id);
}

function figuresOf(explanation: Explanation, id: RegExp): readonly FigureBlock[] {
  return figuresIn(blocksOf(explanation), id);
}

function figuresIn(blocks: readonly Block[], id: RegExp): readonly FigureBlock[] {
  return blocks.filter((block): block is FigureBlock => block.kind === 'figure' && id.test(block.id));
}

/** Whether lines start at zero, as lines of single rows that are fetched do not. */
function isCentred({ result }: Explanation): boolean {
  return (result.value?.spec as { readonly centred?: boolean } | undefined)?.centred === true;
}
