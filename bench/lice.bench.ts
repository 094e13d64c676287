import { rngFromSeed } from '../core/base/rng.ts';
import { makeFrame, numberColumn } from '../core/frame/frame.ts';
import type { NetworkLayer, NetworkModel } from '../core/learners/model.ts';
import method from '../core/methods/lice/method.ts';
import { contextHere } from '../test/support/work.ts';
import { type BenchRow, measure, report } from './measure.ts';
import { openTeam } from './team.ts';

/** LICE on 100,000 rows of 20 columns and a network of 3 layers of 64 units; its goal is 30 seconds. No peer has this method. */
const GOAL_SECONDS = 30;
const [rowCount, width, units] = [100_000, 20, 64];

const rng = rngFromSeed(1);
const names = Array.from({ length: width }, (_, j) => `x${j}`);
const frame = makeFrame(names.map((name) => [name, numberColumn(Array.from({ length: rowCount }, () => rng.normal()))] as const));

function layer(inputs: number, outputs: number, activation: NetworkLayer['activation']): NetworkLayer {
  const weights = Float64Array.from({ length: inputs * outputs }, () => rng.normal() * Math.sqrt(2 / inputs));
  return { inputs, outputs, weights, bias: Float64Array.from({ length: outputs }, () => 0.1 * rng.normal()), activation };
}

const model: NetworkModel = {
  kind: 'network',
  features: names.map((name) => ({ name, kind: 'number' })),
  link: 'logit',
  inputs: names.map(() => ({ kind: 'number', center: 0, scale: 1, hasMissingFlag: false })),
  layers: [layer(width, units, 'relu'), layer(units, units, 'relu'), layer(units, units, 'relu'), layer(units, 1, 'identity')],
};

const rows: BenchRow[] = [];
for (const threads of [1, 2]) {
  const { work, close } = openTeam(threads);
  const explain = async (): Promise<unknown> =>
    method.fit(method.spec.parse({}), { sources: [{ name: 'data', values: { frame, model } }] }, { ...contextHere(1), ...work });
  const on = `${threads} thread${threads === 1 ? '' : 's'}`;
  rows.push(await measure(`lice 100k × 3 layers × 64 units, ${on}`, explain, { peer: 'its goal', peerSeconds: GOAL_SECONDS }));
  await close();
}
report(rows);
