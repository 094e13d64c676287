import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import type { Block } from '../../core/report/blocks.ts';
import { blocksWords } from '../text/blocks.ts';
import { useWords } from '../text/words.tsx';
import { type MenuItem, useBlockSurroundings, usePageBlockItems } from './block-actions.ts';
import './blocks.css';

interface BlockCardProps {
  readonly block: Block;
  readonly items: readonly MenuItem[];
  /** Buttons beside the menu. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A block on its card: title, what stands under it, and the menu of what can be done with it. */
export function BlockCard({ block, items, tools, children }: BlockCardProps) {
  const { say } = useWords();
  const surroundings = useBlockSurroundings();
  const fromPage = usePageBlockItems(block);
  const own = [...(surroundings.items?.(block) ?? []), ...items];
  const all: MenuItem[] = [...fromPage, ...(fromPage.length > 0 && own.length > 0 ? [{ type: 'divider' as const }] : []), ...own];
  const subtitle = block.kind === 'figure' ? block.subtitle : undefined;
  return (
    <section className={`block is-${block.kind}`} aria-label={say(block.title)} data-block={block.id}>
      <header className="block-head">
        <div>
          <h3>
            <bdi>{say(block.title)}</bdi>
          </h3>
          {subtitle === undefined ? null : <p className="quiet small">{say(subtitle)}</p>}
        </div>
        <div className="block-tools">
          {tools}
          {all.length === 0 ? null : (
            <Dropdown menu={{ items: all }} trigger={['click']} placement="bottomRight">
              <Button
                type="text"
                size="small"
                icon={<MoreOutlined />}
                aria-label={`${say(blocksWords.menu)}: ${say(block.title)}`}
                title={say(blocksWords.menu)}
              />
            </Dropdown>
          )}
        </div>
      </header>
      {children}
    </section>
  );
}
