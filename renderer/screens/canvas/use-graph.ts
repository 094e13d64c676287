import type { NodeChange } from '@xyflow/react';
import { useMemo } from 'react';
import type { JobView, ProjectState } from '../../../core/api/types.ts';
import { useJobs, useMethods } from '../../client/session-hooks.ts';
import type { FlowViewProps } from './FlowView.tsx';
import { layOut, NODE_HEIGHT, NODE_WIDTH } from './graph/layout.ts';
import { handedOn, type Methods, readBy, refusal, wiresOf } from './graph/ports.ts';
import type { CardNode } from './NodeCard.tsx';
import type { WireEdge } from './StateEdge.tsx';

const SIZE = { width: NODE_WIDTH, height: NODE_HEIGHT };

/** The document as nodes and edges, each node where it was put, else where the layout puts it. */
export function useGraph({ project, places, selected, select }: Pick<FlowViewProps, 'project' | 'places' | 'selected' | 'select'>) {
  const methods = useMethods();
  const jobs = useJobs();
  const { document } = project;
  const cards = useMemo(() => cardsOf(project, methods), [project, methods]);
  const wires = useMemo(() => wiresOf(document, methods), [document, methods]);
  const automatic = useMemo(
    () =>
      layOut(
        cards.map(({ id }) => id),
        wires,
      ),
    [cards, wires],
  );
  const nodes = useMemo(
    () =>
      cards.map((card): CardNode => {
        const position = places.all.get(card.id) ?? automatic.get(card.id) ?? { x: 0, y: 0 };
        return { ...card, position, selected: selected.has(card.id) };
      }),
    [cards, places.all, automatic, selected],
  );
  const edges = useMemo(() => edgesOf(project, wires, jobs), [project, wires, jobs]);
  const change = (changes: readonly NodeChange<CardNode>[]): void => {
    const moved = new Map(places.all);
    const chosen = new Set(selected);
    for (const one of changes) {
      if (one.type === 'position' && one.position !== undefined) moved.set(one.id, one.position);
      if (one.type === 'select') chosen[one.selected ? 'add' : 'delete'](one.id);
    }
    if (changes.some(({ type }) => type === 'position')) places.keep(moved);
    if (changes.some(({ type }) => type === 'select')) select([...chosen]);
  };
  return { nodes, edges, change, layOutAnew: () => places.keep(new Map()) };
}

function cardsOf(project: ProjectState, methods: Methods): readonly Omit<CardNode, 'position'>[] {
  const { document } = project;
  const views = new Map(project.steps.map((step) => [step.id, step]));
  const names = [...Object.keys(document.data), ...document.steps.map(({ id }) => id)];
  return names.map((name) => {
    const entry = document.steps.find(({ id }) => id === name);
    const method = entry === undefined ? undefined : methods.get(entry.method);
    return {
      id: name,
      type: 'card',
      ...SIZE,
      // The size is fixed, so nothing has to be measured when a node comes back with new data.
      measured: SIZE,
      ariaLabel: name,
      data: {
        name,
        step: entry === undefined ? null : (views.get(name) ?? null),
        dataset: project.datasets.find((dataset) => dataset.name === name) ?? null,
        from: entry?.from ?? [],
        reads: readBy(method),
        required: method?.takes ?? [],
        gives: handedOn(document, methods, name),
        refuse: (source: string) => refusal(document, methods, source, name),
        refuseTo: (target: string) => refusal(document, methods, name, target),
      },
    };
  });
}

function edgesOf(project: ProjectState, wires: ReturnType<typeof wiresOf>, jobs: readonly JobView[]): WireEdge[] {
  const states = new Map(project.steps.map((step) => [step.id, step.state]));
  return wires.map(({ source, target, kind }) => {
    const state = states.get(target) ?? 'missing';
    const job = state === 'running' ? jobs.find(({ what }) => what === target || what.startsWith(`${target} `)) : undefined;
    return {
      id: `${source} → ${target}`,
      type: 'wire',
      source,
      target,
      sourceHandle: kind,
      targetHandle: kind,
      ariaLabel: `${source} → ${target}`,
      data: { state, share: job?.share ?? null },
    };
  });
}
