import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { verbatim } from '../../../core/base/text.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { go, hrefOf } from '../../app/route.ts';
import { useAct } from '../../client/use-act.tsx';
import { appWords, stepIs } from '../../text/app.ts';
import { copiedSegment, deletedSegment, deleteQuestion, renamedSegment, segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { freeName, nameTrouble, readersOf, withCopy, withName, withoutSegment } from './segments.ts';

interface SegmentListProps {
  readonly project: ProjectState;
  readonly segments: readonly StepView[];
  readonly current: string;
  add(): void;
}

/** The segments of the document, to go from one to the other and to keep them in order. */
export function SegmentList({ project, segments, current, add }: SegmentListProps) {
  const { say } = useWords();
  const [renaming, setRenaming] = useState<string | null>(null);
  return (
    <nav className="seg-list" aria-label={say(segmentWords.segments)}>
      <ul className="plain-list">
        {segments.map((segment) => (
          <li key={segment.id} className={segment.id === current ? 'is-current' : ''}>
            <a
              href={hrefOf('segment', 'rules', { step: segment.id })}
              aria-current={segment.id === current ? 'page' : undefined}
              aria-label={say(stepIs(verbatim(segment.id), appWords[segment.state]))}
            >
              <StateMark state={segment.state} />
              <bdi>{segment.id}</bdi>
            </a>
            {project.isReadOnly ? null : <SegmentMenu project={project} id={segment.id} rename={() => setRenaming(segment.id)} />}
          </li>
        ))}
      </ul>
      {project.isReadOnly ? null : (
        <Button size="small" type="dashed" block icon={<PlusOutlined />} onClick={add}>
          {say(segmentWords.newSegment)}
        </Button>
      )}
      {renaming === null ? null : <RenameDialog key={renaming} project={project} id={renaming} close={() => setRenaming(null)} />}
    </nav>
  );
}

interface SegmentMenuProps {
  readonly project: ProjectState;
  readonly id: string;
  rename(): void;
}

function SegmentMenu({ project, id, rename }: SegmentMenuProps) {
  const { say } = useWords();
  const act = useAct();
  const { modal } = App.useApp();
  const { document } = project;
  const duplicate = async (): Promise<void> => {
    const copy = freeName(id, document);
    const done = await act('document.edit', { document: withCopy(document, id, copy), label: copiedSegment(copy) });
    if (done !== undefined) go('segment', 'rules', { step: copy });
  };
  const ask = (): void => {
    const readers = readersOf(document, id);
    modal.confirm({
      title: say(deleteQuestion(id)),
      content: (
        <>
          {readers.length === 0 ? null : (
            <p>
              {say(segmentWords.readBy)} <bdi>{readers.join(', ')}</bdi>
            </p>
          )}
          <p>{say(segmentWords.undoable)}</p>
        </>
      ),
      okText: say(segmentWords.remove),
      cancelText: say(segmentWords.cancel),
      onOk: async () => {
        const done = await act('document.edit', { document: withoutSegment(document, id), label: deletedSegment(id) });
        if (done !== undefined) go('segment', 'rules');
      },
    });
  };
  const items = [
    { key: 'rename', label: say(segmentWords.rename), onClick: rename },
    { key: 'duplicate', label: say(segmentWords.duplicate), onClick: () => void duplicate() },
    // A document has at least one step.
    { key: 'remove', label: say(segmentWords.remove), danger: true, disabled: document.steps.length < 2, onClick: ask },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined />}
        aria-label={`${say(segmentWords.more)}: ${id}`}
        title={say(segmentWords.more)}
      />
    </Dropdown>
  );
}

interface RenameDialogProps {
  readonly project: ProjectState;
  readonly id: string;
  close(): void;
}

const TROUBLE = { empty: segmentWords.nameEmpty, letters: segmentWords.nameLetters, taken: segmentWords.nameTaken };

function RenameDialog({ project, id, close }: RenameDialogProps) {
  const { say } = useWords();
  const act = useAct();
  const fieldId = useId();
  const [name, setName] = useState(id);
  const trouble = name === id ? null : nameTrouble(name, project.document);
  const rename = async (): Promise<void> => {
    if (trouble !== null) return;
    const edit = { document: withName(project.document, id, name), label: renamedSegment(id, name) };
    if (name !== id && (await act('document.edit', edit)) === undefined) return;
    close();
    go('segment', 'rules', { step: name });
  };
  return (
    <Modal
      open
      title={say(segmentWords.rename)}
      okText={say(segmentWords.rename)}
      cancelText={say(segmentWords.cancel)}
      okButtonProps={{ disabled: trouble !== null }}
      onOk={() => void rename()}
      onCancel={close}
    >
      <label htmlFor={fieldId}>{say(segmentWords.name)}</label>
      <Input
        id={fieldId}
        value={name}
        autoFocus
        status={trouble === null ? '' : 'error'}
        aria-describedby={`${fieldId}-trouble`}
        onChange={(event) => setName(event.target.value.trim())}
        onPressEnter={() => void rename()}
      />
      <p className="seg-trouble" id={`${fieldId}-trouble`} role="status">
        {trouble === null ? '' : say(TROUBLE[trouble])}
      </p>
    </Modal>
  );
}
