import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import type { Text } from '../../../core/base/text.ts';
import type { Block } from '../../../core/report/blocks.ts';
import type { ReportSection } from '../../../core/report/document.ts';
import type { ReportPage } from '../../../core/run/document.ts';
import { changedPage, movedBlock, withoutBlockAt } from '../../app/report/plan.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { BlockView } from '../../blocks/BlockView.tsx';
import { NoteView } from '../../blocks/NoteView.tsx';
import { Paragraphs } from '../../blocks/TextView.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { addedToReport, removedFromReport, reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { HowMade } from './HowMade.tsx';
import { OtherLanguage } from './OtherLanguage.tsx';
import { PageSeal } from './PageSeal.tsx';
import { arrange, isStale, sectionAt, titleOfPlace } from './pages.ts';
import type { Desk } from './use-desk.ts';
import { WordsField } from './WordsField.tsx';

interface PagePaperProps {
  readonly desk: Desk;
  /** The place of the page. */
  readonly at: number;
}

/** One page as it will be handed out, with its words open to editing. */
export function PagePaper({ desk, at }: PagePaperProps) {
  const { say, language } = useWords();
  const { preview, isReadOnly } = desk;
  const page = preview.pages[at];
  const section = sectionAt(preview, at);
  if (page === undefined) return null;
  const write = (change: Partial<ReportPage>): void =>
    void desk.edit((plan) => changedPage(plan, at, (before) => ({ ...before, ...change })), reportWords.wroteReport);
  const isWords = page.step === undefined;
  const title = titleOfPlace(preview, at);
  const fields = [
    { look: 'title', label: reportWords.namePage, value: title, change: (words: Text | undefined) => write({ title: words }) },
    { look: 'caption', label: reportWords.caption, value: page.caption, change: (words: Text | undefined) => write({ caption: words }) },
    { look: 'notes', label: reportWords.notes, value: page.notes, change: (words: Text | undefined) => write({ notes: words }) },
  ] as const;
  const field = (which: 0 | 1 | 2): ReactNode => {
    const { label, ...rest } = fields[which];
    const placeholder = isWords && which === 2 ? say(reportWords.write) : say(label);
    return <WordsField {...rest} label={say(label)} placeholder={placeholder} language={language} isReadOnly={isReadOnly} />;
  };
  return (
    <article className={`paper${isWords ? ' is-words' : ''}`} aria-label={say(title)}>
      <div className="paper-head">
        {field(0)}
        {page.step === undefined ? null : (
          <span className="small quiet">
            <bdi>{page.step}</bdi>
          </span>
        )}
      </div>
      {section === undefined || section.step === null ? null : <p className="quiet">{say(section.purpose)}</p>}
      {field(1)}
      <Trouble desk={desk} at={at} />
      {section === undefined || section.step === null ? null : <Blocks desk={desk} at={at} section={section} />}
      {field(2)}
      {isReadOnly ? null : (
        <div className="paper-tools">
          {page.step === undefined || section === undefined ? null : <AddBlock desk={desk} at={at} page={page} step={page.step} />}
          <OtherLanguage fields={fields} />
        </div>
      )}
      {section === undefined || section.step === null ? null : <HowMade section={section} />}
      {section === undefined ? null : (
        <PageSeal document={preview.document} resultHash={section.step === null ? null : section.resultHash} />
      )}
    </article>
  );
}

/** Why the page cannot be shown, or that it is out of date; and the run that mends it. */
function Trouble({ desk: { project, preview, isReadOnly }, at }: PagePaperProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const place = preview.places[at];
  const step = project.steps.find(({ id }) => id === preview.pages[at]?.step);
  const problem = place !== undefined && 'problem' in place ? place.problem : null;
  if (problem === null && !isStale(sectionAt(preview, at))) return null;
  const isRunning = step?.state === 'running';
  return (
    <div className="report-problem">
      {problem === null ? null : <ProblemView problem={problem} />}
      {step === undefined || isReadOnly ? null : (
        <Button type="primary" icon={<PlayCircleOutlined />} loading={isRunning} disabled={isRunning} onClick={() => void run([step.id])}>
          {say(reportWords.run)}
        </Button>
      )}
    </div>
  );
}

function Blocks({ desk, at, section }: PagePaperProps & { readonly section: ReportSection }) {
  const { reading, rows } = arrange(section);
  const order = rows.flat();
  return (
    <>
      {reading?.kind === 'text' ? (
        <BlockFrame desk={desk} at={at} block={reading} order={order}>
          <div className="paper-finding">
            <Paragraphs body={reading.body} />
          </div>
        </BlockFrame>
      ) : null}
      {section.report.notes.map((note) => (
        <NoteView key={note.code + note.message.en} note={note} />
      ))}
      {rows.map((row) => (
        <div key={row[0]?.id} className={row.length > 1 ? 'paper-figures' : undefined}>
          {row.map((block) => (
            <BlockFrame key={block.id} desk={desk} at={at} block={block} order={order}>
              <BlockView block={block} />
            </BlockFrame>
          ))}
        </div>
      ))}
    </>
  );
}

interface BlockFrameProps extends PagePaperProps {
  readonly block: Block;
  /** The blocks that can change places, in their order. */
  readonly order: readonly Block[];
  readonly children: ReactNode;
}

/** A block and what can be done with it on this page. */
function BlockFrame({ desk, at, block, order, children }: BlockFrameProps) {
  const { say } = useWords();
  if (desk.isReadOnly) return children;
  const place = order.indexOf(block);
  const move = (by: -1 | 1): void => void desk.edit((plan) => movedBlock(plan, at, block.id, by), reportWords.movedBlock);
  const remove = (): void => void desk.edit((plan) => withoutBlockAt(plan, at, block.id), removedFromReport(block.title));
  const buttons = [
    { name: reportWords.blockUp, icon: <ArrowUpOutlined />, isOff: place <= 0, run: () => move(-1) },
    { name: reportWords.blockDown, icon: <ArrowDownOutlined />, isOff: place === -1 || place === order.length - 1, run: () => move(1) },
    { name: reportWords.blockOff, icon: <CloseOutlined />, isOff: false, run: remove },
  ];
  return (
    <div className="paper-block">
      <div className="paper-block-tools">
        {buttons.map(({ name, icon, isOff, run }) => (
          <Button
            key={name.en}
            size="small"
            icon={icon}
            disabled={isOff}
            aria-label={`${say(name)}: ${say(block.title)}`}
            title={say(name)}
            onClick={run}
          />
        ))}
      </div>
      {children}
    </div>
  );
}

/** The other things that the step says. */
function AddBlock({ desk, at, page, step }: PagePaperProps & { readonly page: ReportPage; readonly step: string }) {
  const { say } = useWords();
  const fingerprint = desk.project.steps.find(({ id }) => id === step)?.fingerprint ?? '';
  const result = useCall('step.result', { step }, fingerprint);
  const others = result.value?.report.blocks.filter(({ id }) => !page.blocks.includes(id)) ?? [];
  const add = ({ id, title }: Block): void =>
    void desk.edit((plan) => changedPage(plan, at, (before) => ({ ...before, blocks: [...before.blocks, id] })), addedToReport(title));
  const items = others.map((block) => ({ key: block.id, label: <bdi>{say(block.title)}</bdi>, onClick: () => add(block) }));
  return (
    <Dropdown menu={{ items, className: 'report-block-menu' }} trigger={['click']} disabled={items.length === 0}>
      <Button size="small" icon={<PlusOutlined />} title={items.length === 0 ? say(reportWords.nothingMore) : undefined}>
        {say(reportWords.addBlock)}
      </Button>
    </Dropdown>
  );
}
