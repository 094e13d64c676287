import { Alert, Button, Checkbox, Input, Progress, Tabs } from 'antd';
import { useId, useState } from 'react';
import type { PreviewView } from '../../../core/api/import-types.ts';
import type { ProjectState } from '../../../core/api/types.ts';
import type { ColumnKind, Role } from '../../../core/frame/column.ts';
import type { DataEntry } from '../../../core/run/document.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { go } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { RejectTable } from '../../blocks/grid/RejectTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { importWords, rowsShown } from '../../text/import.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { armsIn, likelyControl } from './arms.ts';
import { nameProblem, proposedName, takenNames } from './dataset-name.ts';
import { PreviewGrid } from './PreviewGrid.tsx';
import { Ruler } from './Ruler.tsx';
import { type ReadOptions, rulerMarks } from './ruler.ts';
import { useImport } from './use-import.ts';
import './import.css';

/** A file before it comes in: what it holds, how it is read, and what each column is for. */
export default function ImportScreen({ route }: ScreenProps) {
  const { say } = useWords();
  const project = useProject();
  const { open } = useProjectActions();
  const { ticket, name: file } = route.params;
  if (project === null) return <EmptyStage stage="data" />;
  if (ticket === undefined || file === undefined) {
    return (
      <div className="empty-stage">
        <h1>{say(importWords.gone)}</h1>
        <p className="quiet">{say(importWords.goneWhy)}</p>
        <Button type="primary" onClick={() => void open()}>
          {say(importWords.choose)}
        </Button>
      </div>
    );
  }
  return <ImportPage key={ticket} project={project} ticket={ticket} file={file} />;
}

interface ImportPageProps {
  readonly project: ProjectState;
  readonly ticket: string;
  readonly file: string;
}

function ImportPage({ project, ticket, file }: ImportPageProps) {
  const { say } = useWords();
  const [options, setOptions] = useState<ReadOptions>({});
  const [name, setName] = useState(() => proposedName(file, takenNames(project)));
  const [replaces, setReplaces] = useState(false);
  const [roles, setRoles] = useState<Readonly<Record<string, Role>>>({});
  const [control, setControl] = useState<string | null>(null);
  const asked = useCall('data.preview', { ticket, options });
  const importing = useImport(file);
  // While an option does not fit, the last preview that worked stays, and with it the way back.
  const [shown, setShown] = useState<PreviewView>();
  if (asked.value !== undefined && asked.value !== shown) setShown(asked.value);

  const wrong = nameProblem(name, project, replaces);
  const before = Object.hasOwn(project.document.data, name) ? project.document.data[name] : undefined;
  const start = async (): Promise<void> => {
    if (shown === undefined) return;
    const state = await importing.start({ ticket, name, as: shown.as, options, ...keptRoles(shown, { roles, control }, before) });
    if (state === undefined) return;
    if (shown.as === 'model') go('plan');
    else go('data', 'table', { source: name });
  };
  const setRole = (column: string, role: Role | null): void => {
    const others = Object.fromEntries(Object.entries(roles).filter(([other]) => other !== column));
    setRoles(role === null ? others : { ...others, [column]: role });
    const place = shown?.columns.findIndex((each) => each.name === column) ?? -1;
    if (role === 'treatment' && shown !== undefined) setControl(likelyControl(armsIn(shown.rows, place)));
  };
  const setKind = (column: string, kind: ColumnKind): void =>
    setOptions({ ...options, columnKinds: { ...options.columnKinds, [column]: kind } });
  const isReady = shown !== undefined && asked.problem === undefined && !asked.isLoading && wrong === null && !project.isReadOnly;
  return (
    <Page
      isFilled
      title={
        <>
          {say(importWords.title)} <bdi>{file}</bdi>
        </>
      }
      subtitle={shown === undefined ? say(importWords.reading) : <Size preview={shown} />}
      actions={
        importing.isBusy ? (
          <Button onClick={importing.cancel}>{say(importWords.cancel)}</Button>
        ) : (
          <Button
            type="primary"
            disabled={!isReady}
            title={project.isReadOnly ? say(importWords.readOnly) : undefined}
            onClick={() => void start()}
          >
            {say(importWords.run)}
          </Button>
        )
      }
    >
      <div className="import-desk" aria-busy={asked.isLoading}>
        {importing.isBusy ? <Advance share={importing.job?.share ?? 0} /> : null}
        {importing.problem === undefined ? null : <ProblemView problem={importing.problem} />}
        <div className="import-top">
          <NameField name={name} wrong={wrong === null ? null : say(wrong)} isLocked={importing.isBusy} onChange={setName}>
            {before === undefined ? null : (
              <Checkbox checked={replaces} disabled={importing.isBusy} onChange={(event) => setReplaces(event.target.checked)}>
                {say(importWords.replace)}
              </Checkbox>
            )}
          </NameField>
          {shown?.as === 'model' ? null : (
            <Ruler
              marks={rulerMarks(shown?.decisions ?? [], options)}
              options={options}
              isLocked={importing.isBusy}
              onChange={setOptions}
            />
          )}
        </div>
        {asked.problem === undefined ? null : <ProblemView problem={asked.problem} retry={asked.reload} />}
        {shown === undefined ? null : (
          <Views preview={shown} isOld={asked.problem !== undefined || asked.isLoading}>
            <PreviewGrid preview={shown} roles={roles} control={control} onKind={setKind} onRole={setRole} onControl={setControl} />
          </Views>
        )}
      </div>
    </Page>
  );
}

interface Chosen {
  readonly roles: Readonly<Record<string, Role>>;
  readonly control: string | null;
}

/** What was chosen for the columns that there are, over what the dataset of this name had before. */
function keptRoles({ columns }: PreviewView, chosen: Chosen, before: DataEntry | undefined) {
  const known = new Set(columns.map(({ name }) => name));
  const roles = Object.fromEntries(Object.entries({ ...before?.roles, ...chosen.roles }).filter(([column]) => known.has(column)));
  const control = chosen.control ?? before?.control;
  return control !== undefined && Object.values(roles).includes('treatment') ? { roles, control } : { roles };
}

function Advance({ share }: { readonly share: number }) {
  const { say } = useWords();
  return (
    <div className="import-progress" role="status">
      <span>{say(importWords.importing)}</span>
      <Progress percent={Math.round(100 * share)} aria-label={say(importWords.importing)} />
    </div>
  );
}

function Size({ preview }: { readonly preview: PreviewView }) {
  const { say, number } = useWords();
  if (preview.as === 'model') return null;
  return (
    <>
      {say(rowsShown(number(preview.rows.length), preview.isPartial))} × {number(preview.columns.length)}
    </>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly wrong: string | null;
  readonly isLocked: boolean;
  readonly children: React.ReactNode;
  onChange(name: string): void;
}

function NameField({ name, wrong, isLocked, children, onChange }: NameFieldProps) {
  const { say } = useWords();
  const id = useId();
  return (
    <div className="import-name">
      <label htmlFor={id}>{say(importWords.name)}</label>
      <Input
        id={id}
        value={name}
        disabled={isLocked}
        status={wrong === null ? '' : 'error'}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-error`} className="import-error" role="alert">
        {wrong}
      </p>
      {children}
    </div>
  );
}

interface ViewsProps {
  readonly preview: PreviewView;
  readonly isOld: boolean;
  readonly children: React.ReactNode;
}

/** The rows, what does not fit among them, and what is worth knowing. */
function Views({ preview, isOld, children }: ViewsProps) {
  const { say, number } = useWords();
  const { notes, rejects, rejectCount } = preview;
  if (preview.as === 'model')
    return <Alert type="info" showIcon title={say(importWords.modelTitle)} description={say(importWords.modelWhy)} />;
  return (
    <Tabs
      className={`import-views${isOld ? ' is-old' : ''}`}
      size="small"
      items={[
        { key: 'rows', label: say(importWords.rows), children },
        {
          key: 'rejects',
          label: `${say(importWords.rejects)} (${number(rejectCount)})`,
          children: (
            <div className="import-list">
              <p className="quiet small">
                {rejectCount === 0 ? say(importWords.noRejects) : preview.isPartial ? say(importWords.partialRejects) : ''}
              </p>
              {rejectCount === 0 ? null : <RejectTable rejects={rejects} maxHeight={600} />}
            </div>
          ),
        },
        ...(notes.length === 0
          ? []
          : [
              {
                key: 'notes',
                label: `${say(importWords.notes)} (${number(notes.length)})`,
                children: (
                  <ul className="plain-list import-list">
                    {notes.map(({ code, severity, message }) => (
                      <li key={`${code} ${message.en}`} className={`import-note is-${severity}`}>
                        <bdi>{say(message)}</bdi> <code className="quiet">{code}</code>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
      ]}
    />
  );
}
