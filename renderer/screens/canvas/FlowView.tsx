import '@xyflow/react/dist/style.css';
import { Background, type EdgeChange, MiniMap, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { useTheme } from '../../app/theme/ThemeProvider.tsx';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { connect, type Edit } from './graph/edits.ts';
import { firstViewport, NODE_HEIGHT, NODE_WIDTH } from './graph/layout.ts';
import { DRAGGED_METHOD } from './MethodPalette.tsx';
import { NodeCard } from './NodeCard.tsx';
import { StateEdge, type WireEdge } from './StateEdge.tsx';
import { FIT, useFlowActions } from './use-flow-actions.ts';
import { useGraph } from './use-graph.ts';
import type { Places } from './use-places.ts';

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { wire: StateEdge };
const NO_LINK_OUTSIDE = { hideAttribution: true };

export interface FlowViewProps {
  readonly project: ProjectState;
  readonly places: Places;
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

function Flow(props: FlowViewProps) {
  const { project, edit } = props;
  const { say } = useWords();
  const { isDark } = useTheme();
  const graph = useGraph(props);
  const act = useFlowActions(props, graph.layOutAnew);
  const holder = useFirstView(graph.nodes.map(({ position }) => position));
  const choose = (changes: readonly EdgeChange<WireEdge>[]): void => {
    const on = changes.findLast((change) => change.type === 'select' && change.selected);
    if (changes.some(({ type }) => type === 'select'))
      act.setWire(on?.type === 'select' ? graph.edges.find(({ id }) => id === on.id) : undefined);
  };
  return (
    <section
      ref={holder}
      className="flow"
      aria-label={say(canvasWords.canvas)}
      onKeyDown={act.press}
      onCopy={act.copy}
      onPaste={act.insertCopied}
    >
      <ReactFlow
        nodes={graph.nodes}
        edges={graph.edges.map((edge) => ({ ...edge, selected: edge.source === act.wire?.source && edge.target === act.wire.target }))}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={isDark ? 'dark' : 'light'}
        proOptions={NO_LINK_OUTSIDE}
        nodesConnectable={!project.isReadOnly}
        deleteKeyCode={null}
        minZoom={0.1}
        ariaLabelConfig={{ 'node.a11yDescription.default': say(canvasWords.keyboard), 'minimap.ariaLabel': say(canvasWords.minimap) }}
        onNodesChange={graph.change}
        onEdgesChange={choose}
        onConnect={({ source, target }) => void edit(connect(project.document, source, target))}
        isValidConnection={({ source, target }) => act.refuse(source, target) === null}
        onConnectEnd={act.explain}
        onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED_METHOD) && event.preventDefault()}
        onDrop={act.drop}
      >
        <Background gap={24} />
        <MiniMap pannable zoomable className="flow-minimap" nodeColor="var(--ink-3)" nodeBorderRadius={8} />
        <FlowTools layOutAnew={graph.layOutAnew} />
      </ReactFlow>
    </section>
  );
}

function FlowTools({ layOutAnew }: { layOutAnew(): void }) {
  const { say } = useWords();
  const flow = useReactFlow();
  return (
    <Panel position="top-right" className="flow-tools">
      <Button size="small" onClick={layOutAnew}>
        {say(canvasWords.layOut)}
      </Button>
      <Button size="small" onClick={() => void flow.fitView(FIT)}>
        {say(canvasWords.fit)}
      </Button>
    </Panel>
  );
}

/** Shows the graph whole where its cards can be read then, else its beginning. */
function useFirstView(corners: readonly { readonly x: number; readonly y: number }[]) {
  const flow = useReactFlow();
  const holder = useRef<HTMLElement>(null);
  const first = useRef(corners);
  useEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = holder.current ?? {};
    if (first.current.length === 0 || width === 0) return;
    void flow.setViewport(firstViewport(first.current, { width, height }, { width: NODE_WIDTH, height: NODE_HEIGHT }));
  }, [flow]);
  return holder;
}
