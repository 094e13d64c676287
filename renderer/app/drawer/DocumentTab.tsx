import { Button, Space } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { CodeEditor } from '../../controls/code/CodeEditor.tsx';
import { documentSchema } from '../../controls/code/document-schema.ts';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';

/** The experiment document as JSON: what every screen shows a part of. Edits are applied as one step of the history. */
export default function DocumentTab() {
  const { say } = useWords();
  const project = useProject();
  if (project === null) return <p className="quiet">{say(appWords.noDocument)}</p>;
  return <DocumentEditor project={project} />;
}

function DocumentEditor({ project }: { readonly project: ProjectState }) {
  const { say } = useWords();
  const act = useAct();
  const methods = useMethods();
  const kept = useMemo(() => JSON.stringify(project.document, null, 2), [project.document]);
  const [draft, setDraft] = useState(kept);
  const [isBroken, setBroken] = useState(false);
  // What the host says replaces the draft: another screen may have edited the same document.
  useEffect(() => setDraft(kept), [kept]);
  const schema = useMemo(() => documentSchema(methods), [methods]);
  const isDirty = draft !== kept;
  const apply = (): void => {
    try {
      const document: unknown = JSON.parse(draft);
      setBroken(false);
      void act('document.edit', { document, label: appWords.editedDocument });
    } catch {
      setBroken(true);
    }
  };
  return (
    <div className="drawer-editor">
      <CodeEditor
        language="json"
        label={say(appWords.document)}
        value={draft}
        onChange={setDraft}
        schema={schema}
        isReadOnly={project.isReadOnly}
        height="100%"
      />
      {project.isReadOnly ? null : (
        <Space className="drawer-editor-actions">
          <Button size="small" type="primary" disabled={!isDirty} onClick={apply}>
            {say(appWords.applyDocument)}
          </Button>
          <Button size="small" disabled={!isDirty} onClick={() => setDraft(kept)}>
            {say(appWords.revertDocument)}
          </Button>
          <span role="alert" className="field-trouble">
            {isBroken && isDirty ? say(appWords.documentNotJson) : ''}
          </span>
        </Space>
      )}
    </div>
  );
}
