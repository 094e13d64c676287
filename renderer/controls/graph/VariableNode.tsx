import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { markWords } from '../../text/graph.ts';
import { useWords } from '../../text/words.tsx';
import type { Mark } from './drawing.ts';
import type { VariableRole } from './use-answers.ts';

export interface VariableData extends Record<string, unknown> {
  readonly name: string;
  readonly marks: readonly Mark[];
  readonly role: VariableRole | undefined;
}

export type VariableCard = Node<VariableData, 'variable'>;

/** A variable in the drawing: its name, what it was marked as, and what it is to the effect. */
export const VariableNode = memo(function VariableNode({ data, selected }: NodeProps<VariableCard>) {
  const { say } = useWords();
  const { name, marks, role } = data;
  const isLatent = marks.includes('latent');
  const own = marks.find((mark) => mark === 'treatment' || mark === 'outcome');
  const look = isLatent ? 'latent' : (own ?? role?.role ?? 'neutral');
  const words = [
    ...marks.map((mark) => say(markWords[mark])),
    ...(role === undefined || isLatent || own !== undefined ? [] : [say(role.label)]),
  ];
  return (
    <div
      className={`graph-node is-${look}${marks.includes('adjusted') ? ' is-adjusted' : ''}${role?.isBadControl === true ? ' is-bad' : ''}${selected ? ' is-selected' : ''}`}
      title={role === undefined ? name : `${name}: ${say(role.advice)}`}
    >
      <Handle type="target" position={Position.Left} />
      <bdi className="graph-node-name">{name}</bdi>
      <span className="graph-node-role">{words.join(' · ')}</span>
      <Handle type="source" position={Position.Right} />
    </div>
  );
});
