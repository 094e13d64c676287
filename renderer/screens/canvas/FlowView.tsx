import '@xyflow/react/dist/style.css';
import { Background, type FinalConnectionState, MiniMap, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { App, Button } from 'antd';
import type { DragEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { useTheme } from '../../app/theme/ThemeProvider.tsx';
import { useMethods } from '../../client/session-hooks.ts';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { addStep, connect, copySteps, disconnect, duplicate, type Edit, paste, removeSteps } from './graph/edits.ts';
import { refusal } from './graph/ports.ts';
import { DRAGGED_METHOD } from './MethodPalette.tsx';
import { NodeCard } from './NodeCard.tsx';
import { StateEdge } from './StateEdge.tsx';
import { useGraph } from './use-graph.ts';

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { wire: StateEdge };

export interface FlowViewProps {
  readonly project: ProjectState;
  readonly selected: ReadonlySet<string>;
  select(ids: readonly string[]): void;
  edit(edit: Edit): Promise<boolean>;
}

/** The experiment as a graph. */
export function FlowView(props: FlowViewProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ project, selected, select, edit }: FlowViewProps) {
  const { say } = useWords();
  const { isDark } = useTheme();
  const methods = useMethods();
  const flow = useReactFlow();
  const { message } = App.useApp();
  const graph = useGraph(project, selected, select);
  const [wire, setWire] = useState<{ readonly source: string; readonly target: string }>();
  const { document, isReadOnly } = project;
  const refuse = (source: string, target: string) => refusal(document, methods, source, target);
  const explain = (_: unknown, { isValid, fromHandle, fromNode, toNode }: FinalConnectionState): void => {
    if (isValid === true || fromNode === null || toNode === null) return;
    const [source, target] = fromHandle?.type === 'source' ? [fromNode.id, toNode.id] : [toNode.id, fromNode.id];
    const why = refuse(source, target);
    if (why !== null) void message.warning(say(why));
  };
  const drop = (event: DragEvent): void => {
    const method = event.dataTransfer.getData(DRAGGED_METHOD);
    if (method === '') return;
    event.preventDefault();
    const added = addStep(document, method, []);
    for (const id of added.added ?? []) graph.moveTo(id, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    void edit(added);
  };
  const steps = new Set(document.steps.map(({ id }) => id).filter((id) => selected.has(id)));
  const removeChosen = (): void => {
    if (wire !== undefined) void edit(disconnect(document, wire.source, wire.target));
    else if (steps.size > 0) void edit(removeSteps(document, steps)).then((taken) => taken && select([]));
    setWire(undefined);
  };
  const press = (event: KeyboardEvent): void => {
    const isMod = event.ctrlKey || event.metaKey;
    const act = isMod
      ? undefined
      : { Delete: removeChosen, Backspace: removeChosen, '+': flow.zoomIn, '-': flow.zoomOut, '0': flow.fitView }[event.key];
    const withMod = { d: () => steps.size > 0 && void edit(duplicate(document, steps)), a: () => select(graph.nodes.map(({ id }) => id)) }[
      event.key
    ];
    const chosen = isMod ? withMod : act;
    if (chosen === undefined) return;
    event.preventDefault();
    void chosen();
  };
  return (
    <section
      className="flow"
      aria-label={say(canvasWords.canvas)}
      onKeyDown={press}
      onCopy={(event) => {
        if (steps.size === 0) return;
        event.clipboardData.setData('text/plain', copySteps(document, steps));
        event.preventDefault();
      }}
      onPaste={(event) => {
        const pasted = paste(document, event.clipboardData.getData('text/plain'));
        if (pasted === undefined) void message.info(say(canvasWords.notSteps));
        else void edit(pasted);
      }}
    >
      <ReactFlow
        nodes={graph.nodes}
        edges={graph.edges.map((edge) => ({ ...edge, selected: edge.source === wire?.source && edge.target === wire.target }))}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={isDark ? 'dark' : 'light'}
        nodesConnectable={!isReadOnly}
        deleteKeyCode={null}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
        minZoom={0.1}
        ariaLabelConfig={{ 'node.a11yDescription.default': say(canvasWords.keyboard), 'minimap.ariaLabel': say(canvasWords.minimap) }}
        onNodesChange={graph.change}
        onEdgesChange={(changes) => {
          const on = changes.findLast((change) => change.type === 'select' && change.selected);
          const edge = on?.type === 'select' ? graph.edges.find(({ id }) => id === on.id) : undefined;
          if (changes.some(({ type }) => type === 'select')) setWire(edge);
        }}
        onConnect={({ source, target }) => void edit(connect(document, source, target))}
        isValidConnection={({ source, target }) => refuse(source, target) === null}
        onConnectEnd={explain}
        onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED_METHOD) && event.preventDefault()}
        onDrop={drop}
      >
        <Background gap={24} />
        <MiniMap pannable zoomable className="flow-minimap" />
        <Panel position="top-right" className="flow-tools">
          <Button size="small" onClick={graph.layOutAnew}>
            {say(canvasWords.layOut)}
          </Button>
          <Button size="small" onClick={() => void flow.fitView({ maxZoom: 1, padding: 0.12 })}>
            {say(canvasWords.fit)}
          </Button>
        </Panel>
      </ReactFlow>
    </section>
  );
}
