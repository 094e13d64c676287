import {
  BarChartOutlined,
  BranchesOutlined,
  BulbOutlined,
  DatabaseOutlined,
  ExperimentOutlined,
  FileTextOutlined,
  FilterOutlined,
  HomeOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { Text } from '../../core/base/text.ts';
import type { MethodKind } from '../../core/methods/contract.ts';
import { appWords } from '../text/app.ts';

/** Home, and the seven stages in the order of the work. */
export const STAGES = ['home', 'data', 'plan', 'segment', 'test', 'decide', 'explain', 'report'] as const;

export type Stage = (typeof STAGES)[number];

export interface StageInfo {
  readonly title: Text;
  readonly icon: ComponentType;
}

export const STAGE_INFO: Readonly<Record<Stage, StageInfo>> = {
  home: { title: appWords.home, icon: HomeOutlined },
  data: { title: appWords.data, icon: DatabaseOutlined },
  plan: { title: appWords.plan, icon: BranchesOutlined },
  segment: { title: appWords.segment, icon: FilterOutlined },
  test: { title: appWords.test, icon: ExperimentOutlined },
  decide: { title: appWords.decide, icon: BarChartOutlined },
  explain: { title: appWords.explain, icon: BulbOutlined },
  report: { title: appWords.report, icon: FileTextOutlined },
};

const STAGE_OF_KIND: Readonly<Record<MethodKind, Stage>> = {
  describe: 'data',
  segment: 'segment',
  design: 'plan',
  estimate: 'test',
  refute: 'test',
  effect: 'decide',
  model: 'decide',
  evaluate: 'decide',
  decide: 'decide',
  explain: 'explain',
};

/** The stage at which a step of this kind is looked at. */
export function stageOf(kind: MethodKind): Stage {
  return STAGE_OF_KIND[kind];
}
