import { useMemo } from 'react';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { useProject } from '../../client/session-hooks.ts';
import type { ScreenProps } from '../screen.ts';
import { CustomerPage } from './CustomerPage.tsx';
import { NeedsRun, NothingToExplain } from './NothingYet.tsx';
import { isReady, subjectOf, subjectsOf } from './subjects.ts';
import './explain.css';

/** One customer of what the address names (`step`, `arm`), by `row` or `id`; the first row without either. */
export default function CustomerScreen({ route }: ScreenProps) {
  const project = useProject();
  const subjects = useMemo(() => (project === null ? [] : subjectsOf(project)), [project]);
  if (project === null) return <EmptyStage stage={route.stage} />;
  const subject = subjectOf(subjects, route.params['step']);
  if (subject === undefined) return <NothingToExplain />;
  if (!isReady(subject)) return <NeedsRun subject={subject} isReadOnly={project.isReadOnly} />;
  return <CustomerPage key={subject.id} project={project} subjects={subjects} subject={subject} params={route.params} />;
}
