import type { RunEvent } from '../run/runner.ts';

/** Shows a run on one line of the terminal; anywhere else it keeps quiet. */
export function printProgress(stream: NodeJS.WriteStream = process.stderr): (event: RunEvent) => void {
  let label = '';
  const isTerminal = stream.isTTY === true;
  const show = (words: string): void => {
    if (isTerminal) stream.write(`\r\u001b[2K${words.slice(0, (stream.columns ?? 100) - 1)}`);
  };
  return (event) => {
    if (event.type === 'started') {
      label = `[${event.index + 1}/${event.count}] ${event.step}`;
      show(label);
    } else if (event.type === 'progress') {
      const { share, what, remainingMs } = event.progress;
      const left = remainingMs === undefined ? '' : ` · ${Math.ceil(remainingMs / 1000)} s left`;
      show(`${label} · ${what} ${Math.round(100 * share)} %${left}`);
    } else {
      show('');
      const { outcome } = event;
      const time = outcome.isFromCache ? 'unchanged' : `${(outcome.elapsedMs / 1000).toFixed(1)} s`;
      if (isTerminal) stream.write(`${label} · ${outcome.entry.method} · ${time}\n`);
    }
  };
}

/** Shows how much of a file has been read. */
export function printReadProgress(stream: NodeJS.WriteStream = process.stderr): (name: string, share: number) => void {
  return (name, share) => {
    if (stream.isTTY === true) stream.write(`\r\u001b[2K${share < 1 ? `reading ${name} ${Math.round(100 * share)} %` : ''}`);
  };
}
