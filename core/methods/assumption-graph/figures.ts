import { type Text, text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { faded, type Token, token } from '../../report/tokens.ts';
import type { AssumptionGraphFit, GraphNode } from './fit.ts';
import { placeNodes } from './layout.ts';
import { ROLE_ADVICE, ROLE_WORDS } from './words.ts';

const COLOURS: Readonly<Record<NonNullable<GraphNode['role']>, Token>> = {
  treatment: 'treated',
  outcome: 'gain',
  confounder: 'warn',
  mediator: 'arm-4',
  descendant: 'arm-4',
  collider: 'loss',
  instrument: 'arm-5',
  precision: 'ink-3',
  neutral: 'ink-3',
};

/** Cells hold the English sentence, which is what programs read. */
const ADVICE_BY_SENTENCE: Readonly<Record<string, Text>> = Object.fromEntries(
  Object.values(ROLE_ADVICE).map((advice) => [advice.en, advice]),
);

/** Longest part of a name that is drawn; the whole one is in the table. */
const MOST_LETTERS = 18;

/** Draws the graph: causes left, effects right, two-headed arrows dashed, colours by what a variable is to the effect. */
export function graphFigure(fit: AssumptionGraphFit): { readonly figure: Figure; readonly table: TableData } {
  const places = placeNodes(fit);
  const at = (node: number): { x: number; y: number } => places[node] ?? { x: 0, y: 0 };
  const roles = [...new Set(fit.nodes.flatMap(({ role }) => (role === null ? [] : [role])))];
  const points = roles.map((role) => {
    const members = fit.nodes.flatMap((node, place) => (node.role === role ? [place] : []));
    return pointsOf(fit, members, ROLE_WORDS[role], token(COLOURS[role]), places);
  });
  const hidden = fit.nodes.flatMap((node, place) => (node.role === null ? [place] : []));
  if (hidden.length > 0) points.push(pointsOf(fit, hidden, text('hidden', '未观测'), faded('ink-3', 0.5), places));
  const annotations = [
    ...fit.arrows.map(([from, to]) => arrow(at(from), at(to), 'solid')),
    ...fit.arcs.map(([from, to]) => arrow(at(from), at(to), 'double')),
  ];
  return {
    figure: {
      data: points,
      layout: {
        xaxis: { visible: false, range: [-0.5, Math.max(0, ...places.map(({ x }) => x)) + 0.5], fixedrange: true },
        yaxis: {
          visible: false,
          range: [Math.min(0, ...places.map(({ y }) => y)) - 0.6, Math.max(0, ...places.map(({ y }) => y)) + 0.6],
          fixedrange: true,
        },
        annotations,
        legend: { orientation: 'h', y: -0.05 },
        height: Math.max(320, 70 * Math.max(1, ...countByColumn(places.map(({ x }) => x)))),
      },
    },
    table: {
      columns: [
        { name: 'variable', label: text('variable', '变量') },
        {
          name: 'role',
          label: text('what it is to the effect', '对效应而言的角色'),
          words: { ...ROLE_WORDS, hidden: text('hidden', '未观测') },
        },
        { name: 'causes', label: text('its causes', '其原因') },
        { name: 'inTable', label: text('in the table', '数据中存在') },
        { name: 'advice', label: text('what to do', '处理建议'), words: ADVICE_BY_SENTENCE },
        { name: 'badControl', label: text('in use though it biases', '误用为协变量') },
      ],
      rows: fit.nodes.map(({ name, role, isHidden, isAbsent }, place) => [
        name,
        role ?? 'hidden',
        fit.arrows.flatMap(([from, to]) => (to === place ? [fit.nodes[from]?.name ?? ''] : [])).join(', '),
        !isHidden && !isAbsent,
        role === null ? '' : ROLE_ADVICE[role].en,
        fit.badControls.some((bad) => bad.name === name),
      ]),
    },
  };
}

function pointsOf(
  fit: AssumptionGraphFit,
  members: readonly number[],
  name: Text,
  colour: string,
  places: ReturnType<typeof placeNodes>,
): Readonly<Record<string, unknown>> {
  return {
    type: 'scatter',
    mode: 'markers+text',
    name,
    x: members.map((node) => places[node]?.x ?? 0),
    y: members.map((node) => places[node]?.y ?? 0),
    text: members.map((node) => shortened(fit.nodes[node]?.name ?? '')),
    textposition: 'top center',
    hovertext: members.map((node) => fit.nodes[node]?.name ?? ''),
    hoverinfo: 'text+name',
    marker: { size: 16, color: colour, line: { width: 1, color: token('panel') } },
    cliponaxis: false,
  };
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= MOST_LETTERS ? name : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}

/** An arrow between two places; its ends stand off from the marks. */
function arrow(from: { x: number; y: number }, to: { x: number; y: number }, kind: 'solid' | 'double'): Readonly<Record<string, unknown>> {
  return {
    x: to.x,
    y: to.y,
    ax: from.x,
    ay: from.y,
    xref: 'x',
    yref: 'y',
    axref: 'x',
    ayref: 'y',
    text: '',
    showarrow: true,
    arrowhead: 2,
    arrowsize: 1,
    arrowwidth: 1.4,
    standoff: 10,
    startstandoff: 10,
    arrowcolor: token(kind === 'solid' ? 'ink-2' : 'ink-3'),
    ...(kind === 'double' ? { arrowside: 'end+start', opacity: 0.6 } : {}),
  };
}

function countByColumn(columns: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts.values()];
}
