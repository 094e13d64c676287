import { useMemo } from 'react';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { useProject } from '../../client/session-hooks.ts';
import type { ScreenProps } from '../screen.ts';
import { NothingToExplain } from './NothingYet.tsx';
import { subjectOf, subjectsOf } from './subjects.ts';
import { WholePage } from './WholePage.tsx';
import './explain.css';

/** All explanations of what the address names (`step`, a model, effects, or a step that explains them) on one page. */
export default function WholeScreen({ route }: ScreenProps) {
  const project = useProject();
  const subjects = useMemo(() => (project === null ? [] : subjectsOf(project)), [project]);
  if (project === null) return <EmptyStage stage={route.stage} />;
  const subject = subjectOf(subjects, route.params['step']);
  if (subject === undefined) return <NothingToExplain />;
  return <WholePage key={subject.id} project={project} subjects={subjects} subject={subject} step={route.params['step']} />;
}
