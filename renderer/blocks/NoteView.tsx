import { CloseCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { Note } from '../../core/report/blocks.ts';
import { useTruth } from '../app/truth.tsx';
import { blocksWords } from '../text/blocks.ts';
import { useWords } from '../text/words.tsx';

const ICONS = { info: InfoCircleOutlined, warning: WarningOutlined, stop: CloseCircleOutlined } as const;
const NAMES = { info: blocksWords.note, warning: blocksWords.warning, stop: blocksWords.stop } as const;

/** A warning as a sentence, with the code that it can be looked up by. */
export function NoteView({ note }: { readonly note: Note }) {
  const { say } = useWords();
  const isTruthShown = useTruth();
  if (note.isTruth === true && !isTruthShown) return null;
  const Icon = ICONS[note.severity];
  return (
    <div className={`note is-${note.severity}`} role="note">
      <span className="note-icon" role="img" aria-label={say(NAMES[note.severity])}>
        <Icon aria-hidden />
      </span>
      <p>
        <bdi>{say(note.message)}</bdi> <code className="note-code">{note.code}</code>
      </p>
    </div>
  );
}
