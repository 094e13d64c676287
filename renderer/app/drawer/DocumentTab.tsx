import { Button, Space } from 'antd';
import { useMemo } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { CodeEditor } from '../../controls/code/CodeEditor.tsx';
import { documentSchema } from '../../controls/code/document-schema.ts';
import { appWords, mendAt } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { lineAndColumn } from './document-text.ts';
import { type DocumentDraft, useDocumentDraft } from './use-document-draft.ts';

/** The experiment document as JSON: what every screen shows a part of. Edits apply themselves as soon as they can. */
export default function DocumentTab() {
  const { say } = useWords();
  const project = useProject();
  if (project === null) return <p className="quiet">{say(appWords.noDocument)}</p>;
  return <DocumentEditor key={project.id} project={project} />;
}

function DocumentEditor({ project }: { readonly project: ProjectState }) {
  const { say } = useWords();
  const methods = useMethods();
  const draft = useDocumentDraft(project);
  const schema = useMemo(() => documentSchema(methods), [methods]);
  const words = wordsOf(draft);
  const mark = draft.mark === null ? null : { ...draft.mark, message: draft.problem?.message ?? say(words) };
  return (
    <div className="drawer-editor">
      <CodeEditor
        language="json"
        label={say(appWords.document)}
        value={draft.text}
        onChange={draft.change}
        schema={schema}
        mark={mark}
        isReadOnly={project.isReadOnly}
        height="100%"
      />
      {project.isReadOnly ? null : (
        <Space className="drawer-editor-actions" wrap>
          <span role="status" className={draft.state === 'applied' || draft.state === 'pending' ? 'quiet small' : 'field-trouble'}>
            {say(words)} {draft.problem === null ? null : <Refusal draft={draft} />}
          </span>
          {draft.state === 'conflict' ? (
            <Button size="small" type="primary" onClick={() => void draft.apply()}>
              {say(appWords.applyDocument)}
            </Button>
          ) : null}
          <Button size="small" disabled={draft.state === 'applied'} onClick={draft.revert}>
            {say(appWords.revertDocument)}
          </Button>
        </Space>
      )}
    </div>
  );
}

function Refusal({ draft: { problem } }: { readonly draft: DocumentDraft }) {
  return (
    <bdi>
      {problem?.message} {problem?.fix}
    </bdi>
  );
}

function wordsOf({ state, text, mark }: DocumentDraft) {
  if (state === 'conflict') return appWords.documentConflict;
  if (state === 'applied') return appWords.documentApplied;
  if (state === 'pending') return appWords.documentPending;
  const { line, column } = lineAndColumn(text, mark?.from ?? 0);
  const refusal = state === 'broken' ? appWords.documentNotJson : appWords.documentRefused;
  return mark === null ? refusal : mendAt(refusal, line, column);
}
