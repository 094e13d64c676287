import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { STAGE_INFO } from '../../app/stages.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { groupMethods } from './graph/palette.ts';

/** Under this name a dragged method travels. */
export const DRAGGED_METHOD = 'application/x-causeway-method';

interface MethodPaletteProps {
  readonly isDisabled: boolean;
  insert(method: string): void;
}

/** Every method by stage, to be dragged onto the canvas or added by Enter. */
export function MethodPalette({ isDisabled, insert }: MethodPaletteProps) {
  const { say } = useWords();
  const methods = useMethods();
  const [query, setQuery] = useState('');
  const groups = useMemo(() => groupMethods(methods.values(), query), [methods, query]);
  const first = groups[0]?.methods[0];
  return (
    <div className="method-palette">
      <Input.Search
        allowClear
        size="small"
        value={query}
        aria-label={say(canvasWords.search)}
        placeholder={say(canvasWords.search)}
        onChange={(event) => setQuery(event.target.value)}
        onSearch={(_, event) => {
          if (event?.type === 'keydown' && first !== undefined && !isDisabled) insert(first.id);
        }}
      />
      <p className="quiet small">{say(isDisabled ? canvasWords.readOnly : canvasWords.insertHint)}</p>
      {groups.map(({ stage, methods: members }) => (
        <section key={stage} aria-label={say(STAGE_INFO[stage].title)}>
          <h3>{say(STAGE_INFO[stage].title)}</h3>
          <ul className="plain-list">
            {members.map((method) => (
              <li key={method.id}>
                <button
                  type="button"
                  className="palette-method"
                  disabled={isDisabled}
                  draggable={!isDisabled}
                  data-method={method.id}
                  title={say(method.text.purpose)}
                  onClick={() => insert(method.id)}
                  onDragStart={(event) => {
                    event.dataTransfer.setData(DRAGGED_METHOD, method.id);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                >
                  {say(method.text.title)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p role="status" className="quiet small">
        {groups.length === 0 ? say(canvasWords.noMethod) : ''}
      </p>
    </div>
  );
}
