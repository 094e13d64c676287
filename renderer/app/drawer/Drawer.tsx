import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { useRemembered } from '../use-remembered.ts';
import { LogTab } from './LogTab.tsx';
import { ResizeHandle } from './ResizeHandle.tsx';
import './drawer.css';

const DocumentTab = lazy(() => import('./DocumentTab.tsx'));
const SqlTab = lazy(() => import('./SqlTab.tsx'));

/** What a page puts into the drawer; the other tabs are the same everywhere. */
export interface DrawerContent {
  /** The numbers behind the chart that is looked at. */
  readonly dataBehind?: ReactNode;
  /** In place of the general SQL tab. */
  readonly sql?: ReactNode;
}

const LOWEST = 120;
const TAB_IDS = ['data', 'document', 'sql', 'log'] as const;

/** The drawer below every page: what is behind the picture, as numbers, as a document, as questions. */
export function Drawer({ dataBehind, sql }: DrawerContent) {
  const { say } = useWords();
  const [isOpen, setOpen] = useRemembered('drawer/open', false);
  const [height, setHeight] = useRemembered('drawer/height', 260);
  const [tab, setTab] = useRemembered<string>('drawer/tab', 'data');
  const bodies: Readonly<Record<(typeof TAB_IDS)[number], ReactNode>> = {
    data: dataBehind ?? <p className="quiet">{say(appWords.noDataBehind)}</p>,
    document: <DocumentTab />,
    sql: sql ?? <SqlTab />,
    log: <LogTab />,
  };
  const titles = { data: appWords.tabData, document: appWords.tabDocument, sql: appWords.tabSql, log: appWords.tabLog };
  const choose = (key: string): void => {
    setTab(key);
    setOpen(true);
  };
  return (
    <section className="drawer" aria-label={say(appWords.drawer)}>
      {isOpen ? <ResizeHandle label={say(appWords.drawerHeight)} height={height} lowest={LOWEST} change={setHeight} /> : null}
      <Button
        className="drawer-fold"
        type="text"
        size="small"
        aria-expanded={isOpen}
        aria-label={say(appWords.foldDrawer)}
        title={say(appWords.foldDrawer)}
        icon={isOpen ? <DownOutlined /> : <UpOutlined />}
        onClick={() => setOpen(!isOpen)}
      />
      <Tabs
        size="small"
        activeKey={tab}
        onChange={choose}
        onTabClick={choose}
        items={TAB_IDS.map((key) => ({
          key,
          label: say(titles[key]),
          children: isOpen ? (
            <div className="drawer-body" style={{ height: `min(${height}px, 60vh)` }}>
              <Suspense>{tab === key ? bodies[key] : null}</Suspense>
            </div>
          ) : (
            <span />
          ),
        }))}
      />
    </section>
  );
}
