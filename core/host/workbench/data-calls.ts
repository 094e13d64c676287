import type { Handlers } from '../../api/server.ts';
import { text } from '../../base/text.ts';
import { writeFrameCsv } from '../write-file.ts';
import type { Bench } from './bench.ts';
import { importData, importView, previewData } from './import-data.ts';

type DataCalls =
  | 'data.preview'
  | 'data.import'
  | 'data.imported'
  | 'data.rows'
  | 'data.find'
  | 'data.profile'
  | 'data.export'
  | 'sql.query';

/** Calls that bring data in and look at tables. */
export function dataCalls(bench: Bench): Pick<Handlers, DataCalls> {
  return {
    'data.preview': ({ ticket, options }, signal) => previewData(bench.files.held(ticket), options, bench.reader, signal),
    'data.import': async ({ ticket, ...request }, signal) => {
      const session = bench.writable;
      const file = bench.files.held(ticket);
      const name = text(`Import ${file.name}`, `导入 ${file.name}`);
      await bench.awaited('import', name, signal, (job) => importData(file, request, session, bench.reader, job));
      bench.changed();
      return session.state();
    },
    'data.imported': ({ name }) => importView(name, bench.session),
    'data.rows': (request, signal) => bench.tables.rows(request, bench.session, signal),
    'data.find': (request, signal) => bench.tables.find(request, bench.session, signal),
    'data.profile': (request, signal) => bench.tables.summaries(request, bench.session, signal),
    'data.export': async (request, signal) => {
      const frame = await bench.tables.taken(request, bench.session, signal);
      const path = bench.exportPath('csv');
      await writeFrameCsv(path, frame);
      return bench.offer(path, `${request.name ?? request.source}.csv`);
    },
    'sql.query': ({ sql, limit }, signal) => bench.tables.query(sql, limit, bench.session, signal),
  };
}
