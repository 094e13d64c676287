import '@xyflow/react/dist/style.css';
import { Background, type Edge, MarkerType, type NodeChange, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { placeNodes } from '../../../core/methods/assumption-graph/layout.ts';
import { useTheme } from '../../app/theme/ThemeProvider.tsx';
import { graphWords } from '../../text/graph.ts';
import { useWords } from '../../text/words.tsx';
import { type Drawing, keyOf, withLink, withoutLink, withoutVariables, withVariable } from './drawing.ts';
import type { VariableRole } from './use-answers.ts';
import type { DrawingDraft } from './use-drawing.ts';
import { type VariableCard, VariableNode } from './VariableNode.tsx';

/** What a column carries while it is dragged onto the surface. */
export const DRAGGED_COLUMN = 'application/x-causeway-column';

const NODE_TYPES = { variable: VariableNode };
const NO_LINK_OUTSIDE = { hideAttribution: true };
const FIT = { padding: 0.05, maxZoom: 1 };
const STRIDE = { x: 176, y: 84 };

interface GraphFlowProps {
  readonly draft: DrawingDraft;
  readonly roles: ReadonlyMap<string, VariableRole>;
  readonly isDisabled: boolean;
}

/** The drawing as a picture that is drawn with the mouse; its twin for the keyboard is the list. */
export function GraphFlow(props: GraphFlowProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ draft, roles, isDisabled }: GraphFlowProps) {
  const { say } = useWords();
  const { isDark } = useTheme();
  const flow = useReactFlow();
  const { drawing, put } = draft;
  const cards = useCards(drawing, roles);
  const [wire, setWire] = useState<string | null>(null);
  const edges = useMemo(() => edgesOf(drawing, wire), [drawing, wire]);
  const count = drawing.variables.length;
  useEffect(() => {
    // After the nodes have been measured; what is new must be seen.
    const timer = setTimeout(() => void flow.fitView(FIT), count === 0 ? 0 : 60);
    return () => clearTimeout(timer);
  }, [flow, count]);
  const press = (event: KeyboardEvent): void => {
    if (isDisabled) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      event.stopPropagation();
      (event.shiftKey ? draft.redo : draft.undo)?.();
    }
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    const link = drawing.links.find((each) => keyOf(each) === wire);
    if (link !== undefined) put(withoutLink(drawing, link));
    else if (cards.selected.size > 0) put(withoutVariables(drawing, cards.selected));
  };
  return (
    <section className="graph-flow" aria-label={say(graphWords.surface)} onKeyDown={press}>
      <ReactFlow
        nodes={cards.nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        colorMode={isDark ? 'dark' : 'light'}
        proOptions={NO_LINK_OUTSIDE}
        nodesConnectable={!isDisabled}
        deleteKeyCode={null}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.2}
        onNodesChange={cards.change}
        onEdgesChange={(changes) => {
          const on = changes.findLast((change) => change.type === 'select' && change.selected);
          if (changes.some(({ type }) => type === 'select')) setWire(on?.type === 'select' ? on.id : null);
        }}
        onConnect={({ source, target }) => put(withLink(drawing, { from: source, to: target, isHiddenCause: false }))}
        onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED_COLUMN) && event.preventDefault()}
        onDrop={(event) => {
          const name = event.dataTransfer.getData(DRAGGED_COLUMN);
          if (name === '' || isDisabled) return;
          event.preventDefault();
          cards.place(name, flow.screenToFlowPosition({ x: event.clientX - 66, y: event.clientY - 24 }));
          put(withVariable(drawing, name));
        }}
      >
        <Background gap={24} />
      </ReactFlow>
      {count === 0 ? <p className="graph-empty quiet">{say(graphWords.empty)}</p> : null}
      <div className="graph-flow-tools">
        <Button
          size="small"
          onClick={() => {
            cards.layOutAnew();
            setTimeout(() => void flow.fitView(FIT), 60);
          }}
        >
          {say(graphWords.layOut)}
        </Button>
        <Button size="small" onClick={() => void flow.fitView(FIT)}>
          {say(graphWords.fit)}
        </Button>
      </div>
    </section>
  );
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The variables where they were put, else where the layout of the report's picture puts them. */
function useCards(drawing: Drawing, roles: ReadonlyMap<string, VariableRole>) {
  const [moved, setMoved] = useState<ReadonlyMap<string, Spot>>(new Map());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const automatic = useMemo(() => layOut(drawing), [drawing]);
  const nodes = drawing.variables.map(
    ({ name, marks }): VariableCard => ({
      id: name,
      type: 'variable',
      position: moved.get(name) ?? automatic.get(name) ?? { x: 0, y: 0 },
      selected: selected.has(name),
      ariaLabel: name,
      data: { name, marks, role: roles.get(name) },
    }),
  );
  const change = (changes: readonly NodeChange<VariableCard>[]): void => {
    const spots = new Map(moved);
    const chosen = new Set(selected);
    for (const one of changes) {
      if (one.type === 'position' && one.position !== undefined) spots.set(one.id, one.position);
      if (one.type === 'select') chosen[one.selected ? 'add' : 'delete'](one.id);
    }
    if (changes.some(({ type }) => type === 'position')) setMoved(spots);
    if (changes.some(({ type }) => type === 'select')) setSelected(chosen);
  };
  return {
    nodes,
    selected,
    change,
    place: (name: string, spot: Spot): void => setMoved(new Map(moved).set(name, spot)),
    layOutAnew: (): void => setMoved(new Map()),
  };
}

function layOut({ variables, links }: Drawing): ReadonlyMap<string, Spot> {
  const at = new Map(variables.map(({ name }, index) => [name, index]));
  const ends = (isHiddenCause: boolean) =>
    links
      .filter((link) => link.isHiddenCause === isHiddenCause)
      .map(({ from, to }): readonly [number, number] => [at.get(from) ?? 0, at.get(to) ?? 0]);
  const nodes = variables.map(({ name }) => ({ name, isHidden: false, role: null, isAbsent: false }));
  const places = placeNodes({ nodes, arrows: ends(false), arcs: ends(true) });
  return new Map(
    variables.map(({ name }, index) => [name, { x: (places[index]?.x ?? 0) * STRIDE.x, y: -(places[index]?.y ?? 0) * STRIDE.y }]),
  );
}

function edgesOf({ links }: Drawing, wire: string | null): Edge[] {
  return links.map((link) => {
    const id = keyOf(link);
    const head = { type: MarkerType.ArrowClosed, width: 18, height: 18, color: 'var(--ink-2)' };
    return {
      id,
      source: link.from,
      target: link.to,
      selected: id === wire,
      ariaLabel: `${link.from} ${link.isHiddenCause ? '↔' : '→'} ${link.to}`,
      className: `graph-wire${link.isHiddenCause ? ' is-hidden-cause' : ''}`,
      markerEnd: head,
      ...(link.isHiddenCause ? { markerStart: { ...head, orient: 'auto-start-reverse' } } : {}),
    };
  });
}
