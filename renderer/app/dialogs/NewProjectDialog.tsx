import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { useProjectActions } from '../use-project-actions.tsx';

interface DialogProps {
  readonly isOpen: boolean;
  close(): void;
}

const LONGEST_NAME = 200;

/** Asks for a name and makes an empty project. */
export function NewProjectDialog({ isOpen, close }: DialogProps) {
  const { say } = useWords();
  const { create } = useProjectActions();
  const [name, setName] = useState(say(appWords.untitled));
  const field = useId();
  const trouble = name.trim() === '' ? appWords.newProjectEmpty : name.length > LONGEST_NAME ? appWords.newProjectLong : undefined;
  const confirm = (): void => {
    if (trouble !== undefined) return;
    close();
    void create(name.trim());
  };
  return (
    <Modal
      open={isOpen}
      onCancel={close}
      onOk={confirm}
      okText={say(appWords.create)}
      cancelText={say(appWords.cancel)}
      okButtonProps={{ disabled: trouble !== undefined }}
      title={say(appWords.newProject)}
      destroyOnHidden
    >
      <label htmlFor={field}>{say(appWords.newProjectName)}</label>
      <Input
        id={field}
        value={name}
        autoFocus
        status={trouble === undefined ? '' : 'error'}
        aria-describedby={`${field}-trouble`}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={confirm}
      />
      <p id={`${field}-trouble`} role="alert" className="field-trouble">
        {trouble === undefined ? '' : say(trouble)}
      </p>
    </Modal>
  );
}
