import type { ReportDocument } from '../../../core/report/document.ts';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';

/** As many letters of a hash as the export shows. */
const SHORT_HASH = 12;

/** Where a page comes from, as it stands at the foot of every page that is handed out. */
export function PageSeal({ document, resultHash }: { readonly document: ReportDocument; readonly resultHash: string | null }) {
  const { say } = useWords();
  const { runs = [] } = document;
  const hashes = [
    ...runs.slice(0, 1).map((hash) => ({ name: reportWords.runId, hash })),
    ...(resultHash === null ? [] : [{ name: reportWords.result, hash: resultHash }]),
    ...document.datasets.map(({ hash }) => ({ name: reportWords.data, hash })),
    { name: reportWords.document, hash: document.documentHash },
  ];
  return (
    <footer className="paper-seal small quiet">
      <bdi>{say(document.name)}</bdi>
      {hashes.map(({ name, hash }) => (
        <span key={name.en + hash} title={hash}>
          {say(name)} <code>{hash.slice(0, SHORT_HASH)}</code>
        </span>
      ))}
      <span>
        {say(reportWords.seed)} {document.seed}
      </span>
      <span>{document.engine}</span>
      <span>{document.finishedAt.slice(0, 10)}</span>
    </footer>
  );
}
