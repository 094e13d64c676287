import type { Text } from '../../../base/text.ts';
import type { Figure } from '../../../report/blocks.ts';
import { token } from '../../../report/tokens.ts';
import type { Measured } from './measured.ts';

/** One line of the picture. */
export interface Dot {
  readonly label: Text;
  readonly measured: Measured;
  readonly colour: string;
}

const ROW_PIXELS = 36;

/** Values with their intervals, one below the other, and the zero line. */
export function dotsFigure(dots: readonly Dot[], axisTitle: Text): Figure {
  return {
    data: dots.map(({ label, measured: { value, interval }, colour }) => ({
      type: 'scatter',
      mode: 'markers',
      x: [value],
      y: [label],
      error_x: { type: 'data', symmetric: false, array: [interval[1] - value], arrayminus: [value - interval[0]], thickness: 2 },
      marker: { color: colour, size: 9 },
    })),
    layout: {
      xaxis: {
        title: { text: axisTitle },
        zeroline: true,
        rangemode: 'tozero',
        zerolinecolor: token('ink-2'),
        nticks: 5,
        gridcolor: token('line'),
      },
      yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
      showlegend: false,
      height: 90 + ROW_PIXELS * dots.length,
      margin: { t: 16, b: 44 },
    },
  };
}
