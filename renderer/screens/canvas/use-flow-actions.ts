import { type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { App } from 'antd';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useMemo, useState } from 'react';
import { useScreenCommands } from '../../app/commands/command.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import type { FlowViewProps } from './FlowView.tsx';
import { addStep, copySteps, disconnect, duplicate, paste, removeSteps } from './graph/edits.ts';
import { refusal } from './graph/ports.ts';
import { DRAGGED_METHOD } from './MethodPalette.tsx';

/** Room around the graph when it is fitted. */
export const FIT = { maxZoom: 1, padding: 0.12 };

interface Wire {
  readonly source: string;
  readonly target: string;
}

/** What hands and keys do on the canvas. */
export function useFlowActions(props: FlowViewProps, layOutAnew: () => void) {
  const [wire, setWire] = useState<Wire>();
  const chosen = useChosenActions(props, wire, setWire);
  const press = useFlowKeys(chosen, layOutAnew);
  return { wire, setWire, press, ...useClipboardActions(props, chosen.steps), ...useConnecting(props) };
}

/** Actions on what is selected: a connection, or steps. */
function useChosenActions({ project, selected, select, edit }: FlowViewProps, wire: Wire | undefined, setWire: (wire: undefined) => void) {
  const { document } = project;
  const names = [...Object.keys(document.data), ...document.steps.map(({ id }) => id)];
  const steps = new Set(document.steps.map(({ id }) => id).filter((id) => selected.has(id)));
  return {
    steps,
    remove(): void {
      if (wire !== undefined) void edit(disconnect(document, wire.source, wire.target));
      else if (steps.size > 0) void edit(removeSteps(document, steps)).then((isTaken) => isTaken && select([]));
      setWire(undefined);
    },
    duplicate(): void {
      if (steps.size > 0) void edit(duplicate(document, steps));
    },
    selectAll: () => select(names),
  };
}

/** The keys of the canvas; they are heard while something on it has the focus, and stand on the shortcuts sheet and in the palette. */
function useFlowKeys(chosen: ReturnType<typeof useChosenActions>, layOutAnew: () => void): (event: KeyboardEvent) => void {
  const flow = useReactFlow();
  const group = canvasWords.canvas;
  const commands = [
    { id: 'canvas/zoom-in', title: canvasWords.zoomIn, keys: '+', run: () => void flow.zoomIn() },
    { id: 'canvas/zoom-out', title: canvasWords.zoomOut, keys: '-', run: () => void flow.zoomOut() },
    { id: 'canvas/fit', title: canvasWords.fit, keys: '0', run: () => void flow.fitView(FIT) },
    { id: 'canvas/all', title: canvasWords.selectAll, keys: 'Mod+A', run: chosen.selectAll },
    { id: 'canvas/duplicate', title: canvasWords.duplicate, keys: 'Mod+D', run: chosen.duplicate },
    { id: 'canvas/remove', title: canvasWords.remove, keys: 'Delete', run: chosen.remove },
    { id: 'canvas/lay-out', title: canvasWords.layOut, run: layOutAnew },
  ].map((command) => ({ ...command, group }));
  useStableCommands(commands);
  return (event) => {
    const key = event.key === 'Backspace' ? 'Delete' : event.key === '=' ? '+' : event.key;
    const pressed = event.ctrlKey || event.metaKey ? `Mod+${key.toUpperCase()}` : key;
    const command = commands.find(({ keys }) => keys === pressed);
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  };
}

/** Offers commands once; what they do is always the newest. */
function useStableCommands(commands: Parameters<typeof useScreenCommands>[0]): void {
  const [latest] = useState(() => new Map<string, () => void>());
  for (const { id, run } of commands) latest.set(id, run);
  const [first] = useState(commands);
  useScreenCommands(useMemo(() => first.map((command) => ({ ...command, run: () => latest.get(command.id)?.() })), [first, latest]));
}

function useClipboardActions({ project: { document }, edit }: FlowViewProps, steps: ReadonlySet<string>) {
  const { say } = useWords();
  const { message } = App.useApp();
  return {
    copy(event: ClipboardEvent): void {
      if (steps.size === 0) return;
      event.clipboardData.setData('text/plain', copySteps(document, steps));
      event.preventDefault();
    },
    insertCopied(event: ClipboardEvent): void {
      const pasted = paste(document, event.clipboardData.getData('text/plain'));
      if (pasted === undefined) void message.info(say(canvasWords.notSteps));
      else void edit(pasted);
    },
  };
}

function useConnecting({ project: { document }, edit }: FlowViewProps) {
  const { say } = useWords();
  const { message } = App.useApp();
  const flow = useReactFlow();
  const methods = useMethods();
  const refuse = (source: string, target: string) => refusal(document, methods, source, target);
  return {
    refuse,
    /** A connection that was drawn and not made says why. */
    explain(_: unknown, { isValid, fromHandle, fromNode, toNode }: FinalConnectionState): void {
      if (isValid === true || fromNode === null || toNode === null) return;
      const [source, target] = fromHandle?.type === 'source' ? [fromNode.id, toNode.id] : [toNode.id, fromNode.id];
      const why = refuse(source, target);
      if (why !== null) void message.warning(say(why));
    },
    drop(event: DragEvent): void {
      const method = event.dataTransfer.getData(DRAGGED_METHOD);
      if (method === '') return;
      event.preventDefault();
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const added = addStep(document, method, []);
      void edit({ ...added, places: new Map((added.added ?? []).map((id) => [id, at])) });
    },
  };
}
