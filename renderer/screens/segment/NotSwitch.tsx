import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { useEditing } from './editing.ts';
import { changePart, type Part } from './rule-tree.ts';

/** Turns a part around. */
export function NotSwitch({ part }: { readonly part: Part }) {
  const { say } = useWords();
  const { root, isReadOnly, change } = useEditing();
  return (
    <button
      type="button"
      className="seg-not"
      aria-pressed={part.isNot}
      title={say(segmentWords.notHint)}
      disabled={isReadOnly}
      onClick={() =>
        change(
          changePart(root, part.id, (before) => ({ ...before, isNot: !before.isNot })),
          segmentWords.negated,
        )
      }
    >
      {say(segmentWords.not)}
    </button>
  );
}
