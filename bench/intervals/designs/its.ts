import its from '../../../core/methods/its/method.ts';
import { answer, type Design, fitOn, tableOf } from '../design.ts';

/** A series with a jump and a bend at two thirds; errors hang together by `phi`. */
function series(count: number, phi: number, kinds: readonly (readonly [string, object])[]): Design {
  const start = Math.floor((2 * count) / 3);
  return {
    method: 'its',
    data: `${count} periods, errors hang together by ${phi}`,
    effect: 2,
    sample: (rng, effect) => {
      let error = rng.normal() / Math.sqrt(1 - phi * phi);
      return tableOf(count, (at) => {
        if (at > 0) error = phi * error + rng.normal();
        return { t: at + 1, y: 10 + 0.1 * at + (at >= start ? effect * (1 + 0.05 * (at - start + 1)) : 0) + error };
      });
    },
    ask: async (frame, effect, context) => {
      const answers = [];
      for (const [name, options] of kinds) {
        const { level, mean } = await fitOn(its, frame, { outcome: 'y', time: 't', start: start + 1, placebos: 0, ...options }, context);
        if (level === null) throw new Error('There is no jump.');
        answers.push(answer(`${name}, level`, effect, level));
        answers.push(answer(`${name}, mean`, effect * (1 + 0.05 * (1 + (count - start - 1) / 2)), mean));
      }
      return answers;
    },
  };
}

export const designs: readonly Design[] = [
  series(120, 0.4, [
    ['AR errors', {}],
    ['HAC', { errors: 'hac' }],
  ]),
  series(120, 0, [['independent errors', { errors: 'model' }]]),
];
