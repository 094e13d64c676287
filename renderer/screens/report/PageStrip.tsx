import { CloseOutlined, FileTextOutlined, PlusOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Text } from '../../../core/base/text.ts';
import type { ReportPage } from '../../../core/run/document.ts';
import { movedPage, withoutPage, withPage } from '../../app/report/plan.ts';
import { go, hrefOf } from '../../app/route.ts';
import { addedToReport, movedTo, removedPage, removePage, reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { AddStep } from './AddStep.tsx';
import { isStale, NEW_WORDS, pageKeys, sectionAt, titleOfPlace } from './pages.ts';
import { Thumbnail } from './Thumbnail.tsx';
import type { Desk } from './use-desk.ts';

interface PageStripProps {
  readonly desk: Desk;
  /** The page that is shown, counted from 1; 0 is the cover. */
  readonly current: number;
}

const show = (page: number): void => go('report', 'report', page === 0 ? {} : { page: String(page) });

/** The pages as a filmstrip: choose, move by hand or by Alt and an arrow, remove, add. */
export function PageStrip({ desk, current }: PageStripProps) {
  const { say } = useWords();
  const { preview, isReadOnly } = desk;
  const { pages } = preview;
  const keys = pageKeys(pages);
  const moves = useMoves(desk);
  const { list } = moves;
  useEffect(() => {
    list.current?.children[current - 1]?.scrollIntoView({ block: 'nearest' });
  }, [list, current]);
  const remove = async (at: number): Promise<void> => {
    const title = titleOfPlace(preview, at);
    if ((await desk.edit((plan) => withoutPage(plan, at), removedPage(title))) && current > at) show(current - 1);
  };
  const add = async (page: ReportPage, label: Text): Promise<void> => {
    if (await desk.edit((plan) => withPage(plan, current, page), label)) moves.goWhenThere(current + 1);
  };
  return (
    <nav className="report-strip" aria-label={say(reportWords.pages)}>
      <a className="strip-link is-cover" href={hrefOf('report', 'report')} aria-current={current === 0 ? 'page' : undefined}>
        <FileTextOutlined aria-hidden />
        <span className="strip-title">{say(reportWords.cover)}</span>
      </a>
      <ol className="plain-list" ref={moves.list}>
        {pages.map((_, at) => (
          <li key={keys[at]} draggable={!isReadOnly} className={moves.over === at ? 'is-over' : undefined} {...moves.eventsOf(at)}>
            <PageLink desk={desk} at={at} isCurrent={current === at + 1} onKeyDown={(event) => moves.hearKey(event, at)} />
            {isReadOnly ? null : (
              <Button
                type="text"
                size="small"
                className="strip-remove"
                icon={<CloseOutlined />}
                aria-label={say(removePage(at + 1, titleOfPlace(preview, at)))}
                title={say(reportWords.blockOff)}
                onClick={() => void remove(at)}
              />
            )}
          </li>
        ))}
      </ol>
      {isReadOnly ? null : (
        <>
          <Button type="dashed" size="small" block icon={<PlusOutlined />} onClick={() => void add(NEW_WORDS, reportWords.addedWords)}>
            {say(reportWords.addWords)}
          </Button>
          <AddStep desk={desk} add={(page, title) => void add(page, addedToReport(title))} />
          {pages.length > 1 ? <p className="quiet small strip-hint">{say(reportWords.moveHint)}</p> : null}
        </>
      )}
      <span className="spoken" role="status">
        {moves.said}
      </span>
    </nav>
  );
}

interface PageLinkProps {
  readonly desk: Desk;
  readonly at: number;
  readonly isCurrent: boolean;
  onKeyDown(event: KeyboardEvent): void;
}

function PageLink({ desk: { preview }, at, isCurrent, onKeyDown }: PageLinkProps) {
  const { say } = useWords();
  const section = sectionAt(preview, at);
  const title = titleOfPlace(preview, at);
  const trouble = section === undefined ? reportWords.broken : isStale(section) ? reportWords.stale : null;
  return (
    <a
      className="strip-link"
      href={hrefOf('report', 'report', { page: String(at + 1) })}
      draggable={false}
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      onKeyDown={onKeyDown}
    >
      <Thumbnail blocks={section !== undefined && section.step !== null ? section.report.blocks : []} />
      <span className="strip-caption">
        <span className="strip-number">{at + 1}</span> <bdi className="strip-title">{say(title)}</bdi>
        {trouble === null ? null : (
          <span className="strip-trouble" title={say(trouble)}>
            <WarningOutlined aria-hidden />
            <span className="spoken">{say(trouble)}</span>
          </span>
        )}
      </span>
    </a>
  );
}

/** Moving pages: what is dragged over what, and where the focus goes once the moved page has arrived. */
function useMoves({ preview, edit, isReadOnly }: Desk) {
  const { say } = useWords();
  const { pages } = preview;
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<number | null>(null);
  const awaited = useRef<{ readonly page: number; readonly hasFocus: boolean } | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const { current: next } = awaited;
    if (next === null || pages.length < next.page) return;
    awaited.current = null;
    show(next.page);
    if (next.hasFocus) list.current?.querySelectorAll<HTMLElement>('a')[next.page - 1]?.focus();
  }, [pages]);
  const move = (from: number, to: number, hasFocus: boolean): void => {
    if (isReadOnly || from === to || to < 0 || to >= pages.length) return;
    awaited.current = { page: to + 1, hasFocus };
    const title = titleOfPlace(preview, from);
    void edit((plan) => movedPage(plan, from, to), reportWords.movedPage).then((isTaken) => {
      if (isTaken) setSaid(say(movedTo(title, to + 1, pages.length)));
      else awaited.current = null;
    });
  };
  const drop = (at: number): void => {
    if (dragged.current !== null) move(dragged.current, at, false);
    dragged.current = null;
    setOver(null);
  };
  return {
    list,
    over,
    said,
    goWhenThere: (page: number): void => {
      awaited.current = { page, hasFocus: false };
    },
    hearKey(event: KeyboardEvent, at: number): void {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!event.altKey || by === undefined) return;
      event.preventDefault();
      move(at, at + by, true);
    },
    eventsOf: (at: number) => ({
      onDragStart: (event: DragEvent): void => {
        dragged.current = at;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', String(at + 1));
      },
      onDragOver: (event: DragEvent): void => {
        if (dragged.current === null) return;
        event.preventDefault();
        setOver(at);
      },
      onDragEnd: (): void => {
        dragged.current = null;
        setOver(null);
      },
      onDrop: (event: DragEvent): void => {
        event.preventDefault();
        drop(at);
      },
    }),
  };
}
