import { useEffect, useId, useRef } from 'react';
import { CODE_FONT } from '../../app/theme/antd-theme.ts';
import { useTheme } from '../../app/theme/ThemeProvider.tsx';
import { controlsWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import type { CodeEditorProps } from './CodeEditor.tsx';
import { editor, KeyCode, markStretch, schemaFor, tablesFor, Uri, wearEditorTheme } from './monaco.ts';

/** What was typed comes back as the value within this time; an older text that comes back is somebody's undo. */
const ECHO_MS = 1000;

type Mark = NonNullable<CodeEditorProps['mark']>;

/** Monaco behind the CodeEditor. Its model is named by the field, so that schema and tables find it. */
export default function CodeEditorCore({
  language,
  label,
  value,
  onChange,
  isReadOnly = false,
  schema,
  tables,
  mark = null,
}: CodeEditorProps) {
  const { say } = useWords();
  const theme = useTheme();
  const id = useId();
  const holder = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor>(null);
  const hear = useRef(onChange);
  hear.current = onChange;
  // What was typed and has not come back yet: to write an older one of these over a newer would lose letters.
  const told = useRef<{ readonly words: string; readonly at: number }[]>([]);
  const isWriting = useRef(false);
  // The editor is made once with these; later values are given to it below.
  const first = useRef({ value, language, label: `${label}. ${say(controlsWords.editorHint)}` });
  const uri = `causeway://editor/${encodeURIComponent(id)}.${language}`;
  useEffect(() => {
    if (holder.current === null) return;
    const { value: text, language: kind, label: name } = first.current;
    const model = editor.createModel(text, kind, Uri.parse(uri));
    const code = editor.create(holder.current, {
      model,
      ariaLabel: name,
      automaticLayout: true,
      fontFamily: CODE_FONT,
      fontSize: 12,
      lineHeight: 18,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderLineHighlight: 'line',
      overviewRulerLanes: 0,
      lineNumbersMinChars: 3,
      folding: kind === 'json',
      // A condition is one line however long it is.
      wordWrap: kind === 'sql' ? 'on' : 'off',
      tabSize: 2,
      fixedOverflowWidgets: true,
      // Names in the data may look like others on purpose; the editor's own marks for them are noise here.
      unicodeHighlight: { ambiguousCharacters: false },
    });
    made.current = code;
    const typed = model.onDidChangeContent(() => {
      const words = model.getValue();
      if (!isWriting.current) told.current.push({ words, at: performance.now() });
      hear.current?.(words);
    });
    // Escape once nothing is left to be closed lets Tab go on to the next field; typing again brings Tab back.
    const leave = code.onKeyDown((event) => {
      if (event.keyCode === KeyCode.Escape) code.updateOptions({ tabFocusMode: true });
    });
    const enter = code.onDidFocusEditorText(() => code.updateOptions({ tabFocusMode: false }));
    return () => {
      for (const held of [typed, leave, enter, code, model]) held.dispose();
      made.current = null;
    };
  }, [uri]);

  useEffect(() => {
    const code = made.current;
    const echo = told.current.findLastIndex(({ words, at }) => words === value && performance.now() - at < ECHO_MS);
    told.current = told.current.slice(echo + 1);
    if (echo >= 0 || code === null || code.getValue() === value) return;
    told.current = [];
    isWriting.current = true;
    code.setValue(value);
    isWriting.current = false;
  }, [value]);
  useMark(made, mark);
  useEffect(() => made.current?.updateOptions({ readOnly: isReadOnly }), [isReadOnly]);
  useEffect(() => wearEditorTheme(theme), [theme]);
  useEffect(() => (schema === undefined ? undefined : schemaFor(uri, schema)), [uri, schema]);
  useEffect(() => (tables === undefined ? undefined : tablesFor(uri, tables)), [uri, tables]);
  return <div ref={holder} className="code-holder" />;
}

/** Keeps the mark where it belongs. It is compared by what it says: a new object every time is no new mark. */
function useMark(made: { readonly current: editor.IStandaloneCodeEditor | null }, mark: Mark | null): void {
  const spot = mark === null ? '' : JSON.stringify(mark);
  useEffect(() => {
    const model = made.current?.getModel();
    if (model != null) markStretch(model, spot === '' ? null : (JSON.parse(spot) as Mark));
  }, [made, spot]);
}
