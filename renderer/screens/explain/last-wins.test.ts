import { expect, test } from 'vitest';
import { LastWins } from './last-wins.ts';

function bench() {
  const frames: (() => void)[] = [];
  const asked: { question: number; answer: (value: string) => void; signal: AbortSignal }[] = [];
  const heard: string[] = [];
  const pacer = new LastWins<number, string>({
    send: (question, signal) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      asked.push({ question, answer: resolve, signal });
      return promise;
    },
    hear: (answer) => heard.push(answer),
    frame: (then) => frames.push(then),
  });
  const draw = (): void => {
    for (const then of frames.splice(0)) then();
  };
  return { pacer, asked, heard, draw };
}

test('asks at once, and then once a frame for the last thing that was wanted', async () => {
  const { pacer, asked, draw } = bench();
  pacer.want(1);
  expect(asked.map(({ question }) => question)).toEqual([1]);
  asked[0]?.answer('one');
  await Promise.resolve();
  for (const value of [2, 3, 4]) pacer.want(value);
  expect(asked).toHaveLength(1);
  draw();
  expect(asked.map(({ question }) => question)).toEqual([1, 4]);
});

test('asks one at a time; what was passed over meanwhile is never asked, where the hand stopped always is', async () => {
  const { pacer, asked, heard, draw } = bench();
  for (const value of [1, 2, 3, 4]) {
    pacer.want(value);
    draw();
  }
  expect(asked).toHaveLength(1);
  asked[0]?.answer('one');
  await Promise.resolve();
  draw();
  expect(heard).toEqual(['one']);
  expect(asked.map(({ question }) => question)).toEqual([1, 4]);
});

test('withdraws what nobody wants any more, and does not hear of it', async () => {
  const { pacer, asked, heard, draw } = bench();
  pacer.want(1);
  pacer.stop();
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.answer('late');
  await Promise.resolve();
  expect(heard).toEqual([]);
  pacer.want(2);
  draw();
  expect(asked.at(-1)?.question).toBe(2);
});
