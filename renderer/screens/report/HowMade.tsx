import { Collapse } from 'antd';
import type { Text } from '../../../core/base/text.ts';
import type { ReportSection } from '../../../core/report/document.ts';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';

/** What the export folds away at the foot of every page. */
export function HowMade({ section }: { readonly section: ReportSection }) {
  const { say } = useWords();
  const list = (sentences: readonly Text[]) => (
    <ul className="paper-list">
      {sentences.map((sentence) => (
        <li key={sentence.en}>{say(sentence)}</li>
      ))}
    </ul>
  );
  const body = (
    <div className="paper-how">
      <p>{say(section.reading)}</p>
      <h3>{say(reportWords.assumptions)}</h3>
      {list(section.assumptions)}
      <h3>{say(reportWords.pitfalls)}</h3>
      {list(section.pitfalls)}
      <p className="quiet small">{section.citation}</p>
    </div>
  );
  return <Collapse ghost size="small" className="paper-fold" items={[{ key: 'how', label: say(reportWords.how), children: body }]} />;
}
