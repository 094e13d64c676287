import { lazy, Suspense } from 'react';
import { controlsWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import './code.css';

/** A table and its columns, for completion in SQL. */
export interface SqlTable {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface CodeEditorProps {
  readonly language: 'json' | 'sql';
  /** For those who listen. */
  readonly label: string;
  readonly value: string;
  onChange?(value: string): void;
  readonly isReadOnly?: boolean;
  /** A CSS height; the editor fills the width. */
  readonly height: string;
  /** JSON schema of the text: drawn on for completion, hover help and marks. */
  readonly schema?: object;
  /** A stretch that is wrong in a way that the language itself does not know. */
  readonly mark?: { readonly from: number; readonly to: number; readonly message: string } | null;
  /** Tables for completion in SQL. */
  readonly tables?: readonly SqlTable[];
}

const CodeEditorCore = lazy(() => import('./CodeEditorCore.tsx'));

/** The code editor; it is large, and loads when it is first shown. Escape, then Tab, leaves it. */
export function CodeEditor(props: CodeEditorProps) {
  const { say } = useWords();
  return (
    <div className="code-editor" style={{ height: props.height }}>
      <Suspense fallback={<p className="quiet code-wait">{say(controlsWords.loading)}</p>}>
        <CodeEditorCore {...props} />
      </Suspense>
    </div>
  );
}
