import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Language, Text } from '../../../core/base/text.ts';
import { withWords } from '../../app/report/plan.ts';
import { Paragraphs } from '../../blocks/TextView.tsx';

interface WordsFieldProps {
  readonly value: Text | undefined;
  /** The language that is written here, whatever the page wears. */
  readonly language: Language;
  readonly label: string;
  readonly look: 'title' | 'caption' | 'notes';
  readonly isReadOnly: boolean;
  readonly placeholder?: string;
  change(words: Text | undefined): void;
}

/** The longest that a document takes. */
const MOST_LETTERS = 20_000;

/** Words that are edited where they stand; leaving them keeps them, Escape takes back what was typed. */
export function WordsField(props: WordsFieldProps) {
  const { value, language, look, isReadOnly } = props;
  if (!isReadOnly) return <Editor key={value?.[language] ?? ''} {...props} />;
  if (value === undefined) return null;
  return (
    <div className={`words-field is-${look}`} lang={language === 'zh' ? 'zh-CN' : 'en'}>
      {look === 'title' ? (
        <h2>
          <bdi>{value[language]}</bdi>
        </h2>
      ) : (
        <Paragraphs body={value} />
      )}
    </div>
  );
}

function Editor({ value, language, label, look, placeholder, change }: WordsFieldProps) {
  const written = value?.[language] ?? '';
  const [draft, setDraft] = useState(written);
  const unkept = useRef<() => void>(() => {});
  const keep = (): void => {
    if (draft !== written) change(withWords(value, language, draft));
    unkept.current = () => {};
  };
  // A field may go away under the hand, e.g. by a shortcut that leads elsewhere; what was typed stays.
  useEffect(() => () => unkept.current(), []);
  const hearKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') {
      setDraft(written);
      unkept.current = () => {};
    }
    const isDone = event.key === 'Enter' && !event.nativeEvent.isComposing && (look === 'title' || event.ctrlKey || event.metaKey);
    if (!isDone) return;
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <Input.TextArea
      className={`words-field is-${look}`}
      variant="borderless"
      autoSize
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      dir="auto"
      aria-label={label}
      placeholder={placeholder ?? label}
      maxLength={look === 'title' ? 200 : MOST_LETTERS}
      value={draft}
      onChange={({ target }) => {
        const typed = target.value;
        setDraft(typed);
        unkept.current = () => {
          if (typed !== written) change(withWords(value, language, typed));
        };
      }}
      onBlur={keep}
      onKeyDown={hearKey}
    />
  );
}
