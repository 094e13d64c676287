import { performance } from 'node:perf_hooks';

/** One line of the benchmark table. */
export interface BenchRow {
  readonly name: string;
  /** Median of the runs. */
  readonly seconds: number;
  readonly best: number;
  /** Who is compared with, and the median it took on the machine that its figure was measured on. */
  readonly peer?: string;
  readonly peerSeconds?: number;
  readonly peakMb?: number;
  readonly note?: string;
}

/** Runs a body three times (or as told) after one warm-up and keeps the median and the best. */
export async function measure(
  name: string,
  body: () => unknown,
  extra: { readonly runs?: number; readonly warmUp?: boolean } & Pick<BenchRow, 'peer' | 'peerSeconds' | 'note'> = {},
): Promise<BenchRow> {
  const { runs = 3, warmUp = true, ...rest } = extra;
  if (warmUp) await body();
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await body();
    seconds.push((performance.now() - start) / 1000);
  }
  seconds.sort((left, right) => left - right);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { name, seconds: seconds[Math.floor(runs / 2)] ?? Number.NaN, best: seconds[0] ?? Number.NaN, peakMb, ...rest };
}

/** Prints the rows for the parent process. Every `*.bench.ts` ends with it and runs in a process of its own. */
export function report(rows: readonly BenchRow[]): void {
  process.stdout.write(`${JSON.stringify(rows)}\n`);
}
