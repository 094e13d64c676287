import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined, GroupOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ComponentType, KeyboardEvent } from 'react';
import type { Text } from '../../../core/base/text.ts';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { type Editing, useEditing } from './editing.ts';
import { canMove, duplicatePart, type GroupPart, movePart, removePart, wrapPart } from './rule-tree.ts';

type ActionName = 'up' | 'down' | 'copy' | 'wrap' | 'drop';

interface Action {
  readonly icon: ComponentType;
  readonly label: Text;
  change(root: GroupPart, id: number): GroupPart;
}

const ACTIONS: Readonly<Record<ActionName, Action>> = {
  up: { icon: ArrowUpOutlined, label: segmentWords.moved, change: (root, id) => movePart(root, id, 'up') },
  down: { icon: ArrowDownOutlined, label: segmentWords.moved, change: (root, id) => movePart(root, id, 'down') },
  copy: { icon: CopyOutlined, label: segmentWords.copied, change: duplicatePart },
  wrap: { icon: GroupOutlined, label: segmentWords.wrapped, change: wrapPart },
  drop: { icon: DeleteOutlined, label: segmentWords.removed, change: removePart },
};

const NAMES: readonly ActionName[] = ['up', 'down', 'copy', 'wrap', 'drop'];

const isPossible = ({ root, isReadOnly }: Editing, id: number, name: ActionName): boolean =>
  !isReadOnly && ((name !== 'up' && name !== 'down') || canMove(root, id, name));

function perform(editing: Editing, id: number, name: ActionName): void {
  const { change, label } = ACTIONS[name];
  if (isPossible(editing, id, name)) editing.change(change(editing.root, id), label);
}

/** The buttons at the end of a part. */
export function PartActions({ id }: { readonly id: number }) {
  const { say } = useWords();
  const editing = useEditing();
  if (editing.isReadOnly) return null;
  return (
    <div className="seg-actions">
      {NAMES.map((name) => {
        const Icon = ACTIONS[name].icon;
        return (
          <Button
            key={name}
            type="text"
            size="small"
            icon={<Icon />}
            aria-label={say(segmentWords[name])}
            title={say(segmentWords[name])}
            disabled={!isPossible(editing, id, name)}
            onClick={() => perform(editing, id, name)}
          />
        );
      })}
    </div>
  );
}

const KEYS: Readonly<Record<string, ActionName>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  KeyD: 'copy',
  KeyG: 'wrap',
  Delete: 'drop',
  Backspace: 'drop',
};

/** The same by keyboard, from anywhere inside of the part. */
export function usePartKeys(id: number): (event: KeyboardEvent) => void {
  const editing = useEditing();
  return (event) => {
    const name = KEYS[event.code];
    if (!event.altKey || event.ctrlKey || event.metaKey || name === undefined) return;
    event.preventDefault();
    // A group around this part hears the same keys.
    event.stopPropagation();
    perform(editing, id, name);
  };
}
