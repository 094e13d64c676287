import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Text } from '../../../core/base/text.ts';
import { appWords, foldPanel } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { Drawer, type DrawerContent } from '../drawer/Drawer.tsx';
import { useMedia } from '../use-media.ts';
import { useRemembered } from '../use-remembered.ts';
import './page.css';

export interface PageProps {
  readonly title: ReactNode;
  /** Stands under the title: n, filter, seed. */
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the title; one of them at most is primary. */
  readonly actions?: ReactNode;
  /** The form at the left; no panel when left out. */
  readonly choices?: ReactNode;
  /** The reading at the right; no panel when left out. */
  readonly reading?: ReactNode;
  /** What the panels are called where they hold something else than choices and a reading. */
  readonly names?: { readonly choices?: Text; readonly reading?: Text };
  /** What the drawer shows of this page. */
  readonly drawer?: DrawerContent;
  /** Fills the whole room under the title instead of scrolling: for canvases and grids. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

/** A part that scrolls can be reached by keyboard, so that arrows scroll it. */
const REACHED = { tabIndex: 0 };

/** Below this width the side panels lie over the page instead of beside it. */
const NARROW = '(max-width: 1100px)';

/** The frame of every screen: choices left, one main thing in the middle, the reading right, the drawer below. */
export function Page({ title, subtitle, actions, choices, reading, names, drawer, isFilled, children }: PageProps) {
  const isNarrow = useMedia(NARROW);
  return (
    <div className={`page${isNarrow ? ' is-narrow' : ''}`}>
      <div className="page-columns">
        {choices === undefined ? null : (
          <SidePanel key={`choices-${isNarrow}`} side="choices" name={names?.choices} isNarrow={isNarrow}>
            {choices}
          </SidePanel>
        )}
        <div className={`page-main${isFilled === true ? ' is-filled' : ''}`}>
          <header className="page-head">
            <div className="page-titles">
              <h1>{title}</h1>
              {subtitle === undefined ? null : <p className="quiet small">{subtitle}</p>}
            </div>
            {actions === undefined ? null : <div className="page-actions">{actions}</div>}
          </header>
          <div className="page-content">{children}</div>
        </div>
        {reading === undefined ? null : (
          <SidePanel key={`reading-${isNarrow}`} side="reading" name={names?.reading} isNarrow={isNarrow}>
            {reading}
          </SidePanel>
        )}
      </div>
      <Drawer {...drawer} />
    </div>
  );
}

interface SidePanelProps {
  readonly side: 'choices' | 'reading';
  readonly name: Text | undefined;
  readonly isNarrow: boolean;
  readonly children: ReactNode;
}

/** A panel beside the page that folds to a strip; on a narrow window it starts folded and opens as a sheet. */
function SidePanel({ side, name, isNarrow, children }: SidePanelProps) {
  const { say } = useWords();
  const [isKeptOpen, keepOpen] = useRemembered(`panel/${side}`, true);
  const [isSheetOpen, openSheet] = useState(false);
  const [isOpen, setOpen] = isNarrow ? [isSheetOpen, openSheet] : [isKeptOpen, keepOpen];
  const pointsLeft = (side === 'choices') === isOpen;
  const ownName = name ?? appWords[side];
  const folding = say(foldPanel(ownName));
  const fold = (
    <Button
      type="text"
      size="small"
      className="panel-fold"
      aria-expanded={isOpen}
      aria-label={folding}
      title={folding}
      icon={pointsLeft ? <LeftOutlined /> : <RightOutlined />}
      onClick={() => setOpen(!isOpen)}
    />
  );
  return (
    <aside className={`side-panel is-${side}${isOpen ? ' is-open' : ''}`} aria-label={say(ownName)}>
      <div className="panel-head">
        {isOpen ? <h2>{say(ownName)}</h2> : <span className="panel-name">{say(ownName)}</span>}
        {fold}
      </div>
      {isOpen ? (
        <section className="panel-body" aria-label={say(ownName)} {...REACHED}>
          {children}
        </section>
      ) : null}
    </aside>
  );
}
