import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import type { FigureBlock } from '../../../core/report/blocks.ts';
import { BlockContext, type BlockSurroundings } from '../../blocks/block-actions.ts';
import { FigureView } from '../../blocks/figure/FigureView.tsx';
import { useCall } from '../../client/use-call.ts';
import { spreadIs, tenth, upliftWords } from '../../text/uplift.ts';
import { useWords } from '../../text/words.tsx';
import type { ArmEffects } from './effects-report.ts';
import { tenthsFigure } from './figures.ts';
import { truthColumn, truthSql } from './truth.ts';
import { WhoAreThey } from './WhoAreThey.tsx';

interface TenthsCardProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly effects: ArmEffects;
  readonly armPlace: number;
  readonly outcome: string;
}

/** Ten groups by predicted effect against what the test shows; one of them is looked at more closely. */
export function TenthsCard({ project, step, effects, armPlace, outcome }: TenthsCardProps) {
  const { say, number } = useWords();
  const { arm, tenths, spread, titles } = effects;
  const [picked, pick] = useState(tenths.at(-1)?.group ?? 10);
  const planted = truthColumn(project, step, arm);
  const asked = planted === null ? null : { sql: truthSql(step.id, arm, planted), limit: 20 };
  const answer = useCall('sql.query', asked, step.fingerprint ?? '');
  const truth = useMemo(() => {
    const means = answer.value?.cells[1]?.map(Number);
    return means?.length === tenths.length ? means : null;
  }, [answer.value, tenths]);
  const block: FigureBlock = useMemo(() => {
    const interval = spread?.interval;
    const subtitle =
      spread === null || interval === undefined ? undefined : spreadIs(number(interval[0]), number(interval[1]), number(spread.value));
    return {
      kind: 'figure',
      id: 'deciles',
      title: titles.deciles ?? upliftWords.byGroup,
      ...(subtitle === undefined ? {} : { subtitle }),
      ...tenthsFigure({ tenths, outcome, armPlace, picked, truth }),
    };
  }, [titles, tenths, outcome, armPlace, picked, truth, spread, number]);
  const surroundings = useMemo<BlockSurroundings>(() => ({ click: (_, { x }) => (typeof x === 'number' ? pick(x) : undefined) }), []);
  return (
    <>
      <BlockContext value={surroundings}>
        <FigureView block={block} />
      </BlockContext>
      <section className="block" aria-label={say(upliftWords.who)}>
        <header className="block-head">
          <div>
            <h3>{say(tenth(number(picked)))}</h3>
            <p className="quiet small">{say(upliftWords.whoHow)}</p>
          </div>
        </header>
        <Segmented
          size="small"
          aria-label={say(upliftWords.group)}
          value={picked}
          options={tenths.map(({ group }) => ({ value: group, label: String(group) }))}
          onChange={pick}
        />
        <WhoAreThey project={project} step={step} arm={arm} group={picked} />
      </section>
    </>
  );
}
