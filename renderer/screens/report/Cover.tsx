import type { ReportDocument } from '../../../core/report/document.ts';
import type { ReportPlan } from '../../../core/run/document.ts';
import { hrefOf } from '../../app/route.ts';
import { Paragraphs } from '../../blocks/TextView.tsx';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { OtherLanguage } from './OtherLanguage.tsx';
import { pageKeys, titleOfPlace } from './pages.ts';
import type { Desk } from './use-desk.ts';
import { WordsField } from './WordsField.tsx';

/** The head of the whole report: its title, what somebody wants to say first, what is in it, and its seal. */
export function Cover({ desk }: { readonly desk: Desk }) {
  const { say, language } = useWords();
  const { preview, isReadOnly, plan } = desk;
  const { document } = preview;
  const keys = pageKeys(preview.pages);
  const write = (change: Partial<ReportPlan>): void => void desk.edit((before) => ({ ...before, ...change }), reportWords.wroteReport);
  const fields = [
    { look: 'title', label: reportWords.nameReport, value: document.name, change: (title: ReportPlan['title']) => write({ title }) },
    { look: 'notes', label: reportWords.notesReport, value: plan?.notes, change: (notes: ReportPlan['notes']) => write({ notes }) },
  ] as const;
  return (
    <article className="paper is-cover" aria-label={say(reportWords.cover)}>
      <WordsField {...fields[0]} label={say(fields[0].label)} language={language} isReadOnly={isReadOnly} />
      {document.description === undefined ? null : (
        <div className="quiet">
          <Paragraphs body={document.description} />
        </div>
      )}
      <WordsField {...fields[1]} label={say(fields[1].label)} language={language} isReadOnly={isReadOnly} />
      {isReadOnly ? null : <OtherLanguage fields={fields} />}
      <h3>{say(reportWords.contents)}</h3>
      <ol className="paper-contents">
        {preview.pages.map((page, index) => (
          <li key={keys[index]}>
            <a href={hrefOf('report', 'report', { page: String(index + 1) })}>
              <bdi>{say(titleOfPlace(preview, index))}</bdi>
            </a>
            {page.step === undefined ? null : (
              <span className="quiet small">
                <bdi>{page.step}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
      <Seal document={document} />
    </article>
  );
}

function Seal({ document }: { readonly document: ReportDocument }) {
  const { say, number } = useWords();
  return (
    <section className="paper-whole-seal">
      <h3>{say(reportWords.seal)}</h3>
      <p className="quiet small">{say(reportWords.sealWhy)}</p>
      <div className="table-scroll">
        <table className="block-table">
          <thead>
            <tr>
              <th scope="col">{say(reportWords.dataset)}</th>
              <th scope="col">{say(reportWords.file)}</th>
              <th scope="col" className="number">
                {say(reportWords.rows)}
              </th>
              <th scope="col">{say(reportWords.hash)}</th>
            </tr>
          </thead>
          <tbody>
            {document.datasets.map(({ name, file, rowCount, hash }) => (
              <tr key={name}>
                <td>
                  <bdi>{name}</bdi>
                </td>
                <td>
                  <bdi>{file}</bdi>
                </td>
                <td className="number">{rowCount === null ? '–' : number(rowCount)}</td>
                <td>
                  <code>{hash}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className="paper-facts small">
        <dt>{say(reportWords.document)}</dt>
        <dd>
          <code>{document.documentHash}</code>
        </dd>
        {(document.runs ?? []).map((run) => (
          <div key={run} className="paper-fact">
            <dt>{say(reportWords.runId)}</dt>
            <dd>
              <code>{run}</code>
            </dd>
          </div>
        ))}
        <dt>{say(reportWords.seed)}</dt>
        <dd>{document.seed}</dd>
      </dl>
      <p className="quiet small">{[document.engine, document.finishedAt.slice(0, 10)].join(' · ')}</p>
    </section>
  );
}
