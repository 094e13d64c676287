import { DatabaseOutlined } from '@ant-design/icons';
import { Handle, type Node, type NodeProps, Position, useConnection } from '@xyflow/react';
import { memo } from 'react';
import type { DatasetView, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { ValueKind } from '../../../core/methods/contract.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { appWords } from '../../text/app.ts';
import { canvasWords, rowsOf, valueWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { ResultSketch } from './ResultSketch.tsx';

export interface CardData extends Record<string, unknown> {
  readonly name: string;
  readonly step: StepView | null;
  readonly dataset: DatasetView | null;
  readonly from: readonly string[];
  readonly reads: readonly ValueKind[];
  readonly required: readonly ValueKind[];
  readonly gives: readonly ValueKind[];
  /** Why a source must not be connected here; null when it may. */
  refuse(source: string): Text | null;
  /** Why a target must not read from here. */
  refuseTo(target: string): Text | null;
}

export type CardNode = Node<CardData, 'card'>;

/** One dataset or step: its method, what it reads, what came out, and whether that still holds. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { say, number } = useWords();
  const { step, dataset, name } = data;
  const fit = useFit(data);
  const inputs = data.from.length === 0 ? say(canvasWords.notConnected) : data.from.join(', ');
  const rows = step?.rowCount ?? dataset?.rowCount ?? null;
  return (
    <div className={`node-card is-${step?.state ?? 'data'}${selected ? ' is-selected' : ''}${fit === 'unfit' ? ' is-unfit' : ''}`}>
      <Ports kinds={data.reads} required={data.required} side="target" isLit={fit === 'target'} />
      <div className="node-title">
        {step === null ? <DatabaseOutlined aria-hidden /> : <StateMark state={step.state} />}
        <bdi>{step === null ? name : say(step.title)}</bdi>
      </div>
      <div className="node-inputs">
        <bdi>{step === null ? (dataset?.file ?? say(canvasWords.dataset)) : `${name} ← ${inputs}`}</bdi>
      </div>
      <div className="node-result">
        {step === null || step.digest === null ? null : <ResultSketch digest={step.digest} />}
        {step?.state === 'failed' || step?.state === 'missing' ? <span className="node-state">{say(appWords[step.state])}</span> : null}
        {rows === null || hasResult(step) ? null : <span>{say(rowsOf(number(rows)))}</span>}
      </div>
      <Ports kinds={data.gives} required={data.gives} side="source" isLit={fit === 'source'} />
    </div>
  );
});

function hasResult(step: StepView | null): boolean {
  return step?.digest !== null && step?.digest !== undefined && (step.digest.estimate !== null || step.digest.spark !== null);
}

/** While a connection is drawn: whether it may end here, and at which side. */
function useFit(data: CardData): 'none' | 'target' | 'source' | 'unfit' {
  return useConnection((connection) => {
    if (!connection.inProgress || connection.fromNode.id === data.name) return 'none';
    const isForward = connection.fromHandle.type === 'source';
    const why = isForward ? data.refuse(connection.fromNode.id) : data.refuseTo(connection.fromNode.id);
    return why !== null ? 'unfit' : isForward ? 'target' : 'source';
  });
}

interface PortsProps {
  readonly kinds: readonly ValueKind[];
  readonly required: readonly ValueKind[];
  readonly side: 'target' | 'source';
  readonly isLit: boolean;
}

/** A full port must be connected or always gives; a hollow one can be used as well. */
function Ports({ kinds, required, side, isLit }: PortsProps) {
  const { say } = useWords();
  return kinds.map((kind, index) => (
    <Handle
      key={kind}
      id={kind}
      type={side}
      position={side === 'target' ? Position.Left : Position.Right}
      style={{ top: `${(100 * (index + 1)) / (kinds.length + 1)}%` }}
      className={`port is-${kind}${required.includes(kind) ? '' : ' is-optional'}${isLit ? ' is-lit' : ''}`}
      title={say(valueWords[kind])}
    />
  ));
}
