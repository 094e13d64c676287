import { Pool } from '../../jobs/pool.ts';
import { replayProject } from '../../run/replay.ts';
import { openProject } from '../../store/project.ts';
import { type Arguments, onlyPositional } from '../arguments.ts';
import { printProgress } from '../progress-line.ts';

/** causeway replay: computes the last run again and compares it byte for byte. */
export async function replayCommand(args: Arguments): Promise<number> {
  const project = openProject(onlyPositional('replay', 'project', args), { readOnly: true });
  const pool = new Pool(args.threads === undefined ? {} : { threads: args.threads });
  try {
    const replay = await replayProject(project, pool, printProgress());
    if (args.json) process.stdout.write(`${JSON.stringify(replay)}\n`);
    else {
      for (const step of replay.steps)
        process.stdout.write(
          `${step.isEqual ? 'equal    ' : 'DIFFERENT'}  ${step.step}  ${step.recorded.slice(0, 16)}${step.isEqual ? '' : ` → ${step.replayed.slice(0, 16)}`}\n`,
        );
      process.stdout.write(
        replay.isEqual ? `All ${replay.steps.length} steps gave the same bytes.\n` : 'Some steps did not give the same bytes.\n',
      );
    }
    return replay.isEqual ? 0 : 1;
  } finally {
    await pool.close();
    project.close();
  }
}
