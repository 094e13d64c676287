import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from '@xyflow/react';
import type { StepState } from '../../../core/api/types.ts';

export interface WireData extends Record<string, unknown> {
  readonly state: StepState;
  /** How far the step behind it has come. */
  readonly share: number | null;
}

export type WireEdge = Edge<WireData, 'wire'>;

/** A connection that looks like the step it leads to: dashed when stale, filling while it runs. */
export function StateEdge({ id, data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }: EdgeProps<WireEdge>) {
  const [path] = getBezierPath({ sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition });
  const share = data?.share ?? null;
  return (
    <>
      <BaseEdge id={id} path={path} className={`wire is-${data?.state ?? 'missing'}`} interactionWidth={16} />
      {share === null ? null : <path className="wire-progress" d={path} pathLength={1} strokeDasharray={`${share} 1`} />}
    </>
  );
}
