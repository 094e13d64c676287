import { expect, test } from 'vitest';
import { text } from '../../../core/base/text.ts';
import { TOKENS } from '../../../core/report/tokens.ts';
import { layoutOf } from './layout.ts';
import { resolveFigure } from './resolve.ts';

const light = TOKENS.light;

test('tokens become colours, with their opacity; what is unknown becomes ink', () => {
  expect(resolveFigure({ a: 'token:gain', b: ['token:line/0.5'], c: 'token:nothing' }, light, 'en')).toEqual({
    a: '#0E8A7D',
    b: ['rgba(228,225,218,0.5)'],
    c: light.ink,
  });
});

test('a text becomes the words of the language', () => {
  const figure = { xaxis: { title: { text: text('Effect', '效应') } } };
  expect(resolveFigure(figure, light, 'zh')).toEqual({ xaxis: { title: { text: '效应' } } });
});

test('names stay names: only our own line breaks are markup', () => {
  const hostile = '<img src=x onerror=alert(1)> <b>bold</b>';
  expect(resolveFigure([hostile, 'one<br>two', '%{x}<extra></extra>'], light, 'en')).toEqual([
    '&lt;img src=x onerror=alert(1)> &lt;b>bold&lt;/b>',
    'one<br>two',
    '%{x}<extra></extra>',
  ]);
});

test('a figure says what differs from the frame that all share', () => {
  const layout = layoutOf({ data: [], layout: { height: 200, yaxis: { title: { text: 'y' } }, xaxis2: {} } }, light, 'en', 'sans-serif');
  expect(layout).toMatchObject({ height: 200, yaxis: { title: { text: 'y' }, gridcolor: light.line }, xaxis2: { automargin: true } });
});
