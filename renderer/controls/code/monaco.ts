import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/sql/register';
import { editor, languages, MarkerSeverity, Uri } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import type { Theme } from '../../app/theme/themes.ts';
import type { SqlTable } from './CodeEditor.tsx';

export { KeyCode } from 'monaco-editor/editor';
export { editor, Uri };

// The editor looks for its workers here; both are files of the page, as the content policy wants it.
self.MonacoEnvironment = { getWorker: (_: string, label: string) => (label === 'json' ? new JsonWorker() : new EditorWorker()) };

const schemas = new Map<string, object>();
const tablesOf = new Map<string, readonly SqlTable[]>();

/** Holds a model to a schema until the returned function is called. */
export function schemaFor(uri: string, schema: object): () => void {
  schemas.set(uri, schema);
  announceSchemas();
  return () => {
    schemas.delete(uri);
    announceSchemas();
  };
}

function announceSchemas(): void {
  jsonDefaults.setDiagnosticsOptions({
    validate: true,
    // Nothing is fetched: every schema is given here.
    enableSchemaRequest: false,
    schemas: [...schemas].map(([uri, schema]) => ({ uri: `${uri}#schema`, fileMatch: [uri], schema })),
  });
}

/** Offers tables and their columns in a model until the returned function is called. */
export function tablesFor(uri: string, tables: readonly SqlTable[]): () => void {
  tablesOf.set(uri, tables);
  if (!hasCompletion) {
    hasCompletion = true;
    languages.registerCompletionItemProvider('sql', { triggerCharacters: ['.', ' ', '"'], provideCompletionItems: completeSql });
  }
  return () => tablesOf.delete(uri);
}

/** The provider is registered once for the life of the page. */
let hasCompletion = false;

const KEYWORDS =
  'SELECT FROM WHERE GROUP BY ORDER BY HAVING LIMIT JOIN LEFT ON AS AND OR NOT IN BETWEEN LIKE IS NULL CASE WHEN THEN ELSE END COUNT SUM AVG MIN MAX DISTINCT WITH UNION'.split(
    ' ',
  );

/** After "table." that table's columns; elsewhere tables, all columns and the words of the language. */
const completeSql: languages.CompletionItemProvider['provideCompletionItems'] = (model, position) => {
  const tables = tablesOf.get(model.uri.toString()) ?? [];
  const word = model.getWordUntilPosition(position);
  const range = {
    startLineNumber: position.lineNumber,
    endLineNumber: position.lineNumber,
    startColumn: word.startColumn,
    endColumn: word.endColumn,
  };
  const before = model.getLineContent(position.lineNumber).slice(0, word.startColumn - 1);
  const owner = /"?([\p{L}\p{N}_]+)"?\.$/u.exec(before)?.[1];
  const { Field, Struct, Keyword } = languages.CompletionItemKind;
  const item = (label: string, kind: languages.CompletionItemKind, detail = '') => ({
    label,
    kind,
    detail,
    insertText: sqlName(label),
    range,
  });
  const columns = tables
    .filter(({ name }) => owner === undefined || name === owner)
    .flatMap((table) => table.columns.map((column) => item(column, Field, table.name)));
  if (owner !== undefined) return { suggestions: columns };
  const keywords = KEYWORDS.map((label) => ({ ...item(label, Keyword), insertText: label }));
  return { suggestions: [...tables.map(({ name }) => item(name, Struct)), ...columns, ...keywords] };
};

// One for all models: each is asked about its own tables.
languages.registerCompletionItemProvider('sql', { triggerCharacters: ['.', ' ', '"'], provideCompletionItems: completeSql });

/** Underlines a stretch of a text and says why; null takes the underline away. */
export function markStretch(
  model: editor.ITextModel,
  mark: { readonly from: number; readonly to: number; readonly message: string } | null,
): void {
  const marks = mark === null ? [] : [{ ...rangeOf(model, mark), message: mark.message, severity: MarkerSeverity.Error }];
  editor.setModelMarkers(model, 'causeway', marks);
}

function rangeOf(model: editor.ITextModel, { from, to }: { readonly from: number; readonly to: number }) {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)];
  return { startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column };
}

/** A name as SQL spells it: quoted where it is more than letters, digits and underscores. */
export function sqlName(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Dresses every editor of the page. */
export function wearEditorTheme({ isDark, name, colours }: Theme): void {
  const bare = (hex: string): string => hex.slice(1);
  editor.defineTheme('causeway', {
    base: name === 'contrast' ? (isDark ? 'hc-black' : 'hc-light') : isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: bare(colours.accent) },
      { token: 'string.value.json', foreground: bare(colours.gain) },
      { token: 'operator.sql', foreground: bare(colours['ink-2']) },
      { token: 'predefined.sql', foreground: bare(colours.accent) },
      { token: 'number.sql', foreground: bare(colours.ink) },
      { token: 'string.sql', foreground: bare(colours.gain) },
      { token: 'keyword', foreground: bare(colours.accent) },
      { token: 'number', foreground: bare(colours.warn) },
      { token: 'comment', foreground: bare(colours['ink-2']) },
    ],
    colors: {
      'editor.background': colours.panel,
      'editor.foreground': colours.ink,
      'editorGutter.background': colours.panel,
      'editorLineNumber.foreground': colours['ink-3'],
      'editor.lineHighlightBackground': `${colours.line}55`,
      'editor.lineHighlightBorder': '#00000000',
      'editorWidget.background': colours.panel,
      'editorWidget.border': colours.line,
      focusBorder: colours.accent,
    },
  });
  editor.setTheme('causeway');
}
