import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import { BRANCHES, type Branch, type Judged } from './map.ts';

/** The tree: question, branches, methods; filled marks fit, hollow ones do not, half-tone ones wait for an answer. */
export function treeFigure(judged: readonly Judged[]): { readonly figure: Figure; readonly table: TableData } {
  const places = judged.map((each, place) => ({ ...each, x: 2, y: -place }));
  const branches = (Object.keys(BRANCHES) as Branch[]).flatMap((branch) => {
    const members = places.filter(({ leaf }) => leaf.branch === branch);
    if (members.length === 0) return [];
    return [{ branch, x: 1, y: members.reduce((sum, { y }) => sum + y, 0) / members.length }];
  });
  const rootY = -(judged.length - 1) / 2;
  const lines = [
    ...branches.map(({ x, y }) => [0, rootY, x, y] as const),
    ...places.flatMap(({ leaf, x, y }) => {
      const parent = branches.find(({ branch }) => branch === leaf.branch);
      return parent === undefined ? [] : [[parent.x, parent.y, x, y] as const];
    }),
  ];
  const groups = [
    { fits: true, name: text('fits', '适用'), symbol: 'circle', colour: token('accent') },
    { fits: null, name: text('depends on an answer', '取决于回答'), symbol: 'circle-open-dot', colour: token('warn') },
    { fits: false, name: text('does not fit', '不适用'), symbol: 'circle-open', colour: token('ink-3') },
  ] as const;
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          x: lines.flatMap(([x0, , x1]) => [x0, x1, null]),
          y: lines.flatMap(([, y0, , y1]) => [y0, y1, null]),
          line: { color: token('line'), width: 1.5 },
          hoverinfo: 'skip',
          showlegend: false,
        },
        {
          type: 'scatter',
          mode: 'markers+text',
          x: branches.map(({ x }) => x),
          y: branches.map(({ y }) => y),
          text: branches.map(({ branch }) => BRANCHES[branch]),
          textposition: 'top center',
          marker: { color: token('ink-2'), size: 7 },
          hoverinfo: 'skip',
          showlegend: false,
        },
        ...groups.map(({ fits, name, symbol, colour }) => {
          const members = places.filter((each) => each.fits === fits);
          return {
            type: 'scatter',
            mode: 'markers+text',
            name,
            x: members.map(({ x }) => x),
            y: members.map(({ y }) => y),
            text: members.map(({ leaf }) => leaf.name),
            hovertext: members.map(({ reason }) => reason),
            hoverinfo: 'text',
            customdata: members.map(({ leaf }) => leaf.id),
            textposition: 'middle right',
            marker: { symbol, color: colour, size: 10 },
          };
        }),
      ],
      layout: {
        xaxis: { visible: false, range: [-0.2, 3.2], fixedrange: true },
        yaxis: { visible: false, fixedrange: true },
        legend: { orientation: 'h', y: -0.03 },
        height: 90 + 26 * judged.length,
      },
    },
    table: {
      columns: [
        { name: 'method', label: text('method', '方法'), words: Object.fromEntries(judged.map(({ leaf }) => [leaf.id, leaf.name])) },
        { name: 'fits', label: text('fits', '适用') },
        { name: 'why', label: text('why', '原因'), words: Object.fromEntries(judged.map(({ reason }) => [reason.en, reason])) },
      ],
      rows: judged.map(({ leaf, fits, reason }) => [leaf.id, fits, reason.en]),
    },
  };
}
