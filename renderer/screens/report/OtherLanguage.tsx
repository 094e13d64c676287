import { Collapse } from 'antd';
import type { Language, Text } from '../../../core/base/text.ts';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { WordsField } from './WordsField.tsx';

interface OtherLanguageProps {
  readonly fields: readonly {
    readonly look: 'title' | 'caption' | 'notes';
    readonly label: Text;
    readonly value: Text | undefined;
    change(words: Text | undefined): void;
  }[];
}

/** The same words for readers of the other language, folded away until they are wanted. */
export function OtherLanguage({ fields }: OtherLanguageProps) {
  const { say, language } = useWords();
  const other: Language = language === 'en' ? 'zh' : 'en';
  const body = (
    <div className="paper-other">
      <p className="quiet small">{say(reportWords.otherWhy)}</p>
      {fields.map(({ label, ...field }) => (
        <WordsField
          key={field.look}
          {...field}
          label={`${say(reportWords.other)}: ${say(label)}`}
          placeholder={label[other]}
          language={other}
          isReadOnly={false}
        />
      ))}
    </div>
  );
  return <Collapse ghost size="small" className="paper-fold" items={[{ key: 'other', label: say(reportWords.other), children: body }]} />;
}
