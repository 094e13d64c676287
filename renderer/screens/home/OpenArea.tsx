import { FolderOpenOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useDialogs } from '../../app/dialogs/DialogsProvider.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { homeWords } from '../../text/home.ts';
import { useWords } from '../../text/words.tsx';

/** Open, drop or make: the drop itself is caught by the whole window. */
export function OpenArea() {
  const { say } = useWords();
  const { open } = useProjectActions();
  const show = useDialogs();
  return (
    <div className="open-area">
      <div className="open-buttons">
        <Button type="primary" icon={<FolderOpenOutlined aria-hidden />} onClick={() => void open()}>
          {say(homeWords.openFile)}
        </Button>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => show('new-project')}>
          {say(homeWords.newProject)}
        </Button>
      </div>
      <p className="quiet small">{say(homeWords.dropHint)}</p>
    </div>
  );
}
