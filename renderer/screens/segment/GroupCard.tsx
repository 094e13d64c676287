import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { ConditionRow } from './ConditionRow.tsx';
import { CountBar } from './CountBar.tsx';
import { useEditing } from './editing.ts';
import { NotSwitch } from './NotSwitch.tsx';
import { PartActions, usePartKeys } from './PartActions.tsx';
import { addGroup, addTest, changePart, type GroupPart } from './rule-tree.ts';

/** A group of conditions, and what joins them. */
export function GroupCard({ group, isRoot = false }: { readonly group: GroupPart; readonly isRoot?: boolean }) {
  const { say } = useWords();
  const editing = useEditing();
  const { root, counts, isReadOnly, change } = editing;
  const hear = usePartKeys(group.id);
  return (
    <fieldset
      className={`seg-group${isRoot ? ' is-root' : ''}`}
      aria-label={say(segmentWords[group.kind])}
      onKeyDown={isRoot ? undefined : hear}
      data-part={group.id}
    >
      <div className="seg-line">
        <NotSwitch part={group} />
        <Segmented<GroupPart['kind']>
          size="small"
          aria-label={say(segmentWords.joins)}
          disabled={isReadOnly}
          value={group.kind}
          options={[
            { value: 'all', label: say(segmentWords.all), title: say(segmentWords.allHint) },
            { value: 'any', label: say(segmentWords.any), title: say(segmentWords.anyHint) },
          ]}
          onChange={(kind) =>
            change(
              changePart(root, group.id, (part) => (part.kind === 'test' ? part : { ...part, kind })),
              segmentWords.joined,
            )
          }
        />
        <CountBar branch={counts.byPart.get(group.id)} rowCount={counts.whole?.rowCount ?? 0} />
        {isRoot ? null : <PartActions id={group.id} />}
      </div>
      <ul className="seg-parts">
        {group.parts.map((part) => (
          <li key={part.id}>{part.kind === 'test' ? <ConditionRow test={part} /> : <GroupCard group={part} />}</li>
        ))}
      </ul>
      {isReadOnly ? null : (
        <div className="seg-add">
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            aria-label={say(segmentWords.addConditionHint)}
            title={say(segmentWords.addConditionHint)}
            onClick={() => change(addTest(root, group.id), segmentWords.added)}
          >
            {say(segmentWords.addCondition)}
          </Button>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            aria-label={say(segmentWords.addGroupHint)}
            title={say(segmentWords.addGroupHint)}
            onClick={() => change(addGroup(root, group.id), segmentWords.addedGroup)}
          >
            {say(segmentWords.addGroup)}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
