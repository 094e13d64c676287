import type { ComponentType } from 'react';
import type { StepView } from '../../core/api/types.ts';
import type { Text } from '../../core/base/text.ts';
import type { Route } from '../app/route.ts';
import type { Stage } from '../app/stages.ts';

export interface ScreenProps {
  readonly route: Route;
}

/**
 * One screen. A folder under screens/ exports `screens` from its `screen.tsx`, and nothing else has to be
 * touched: the registry finds it. Make `component` a React.lazy one, so that a screen costs nothing until it is opened.
 */
export interface Screen {
  /** Stands in the address; unique within the stage. */
  readonly id: string;
  readonly stage: Stage;
  readonly title: Text;
  readonly component: ComponentType<ScreenProps>;
  /** Place among the tabs of the stage, lowest first; the first one opens with the stage. 100 when left out. */
  readonly order?: number;
  /** Steps that this screen shows instead of the generic step screen. */
  shows?(step: StepView): boolean;
  /** Screens without a tab are only reached by a link, e.g. an import preview. */
  readonly hasTab?: boolean;
}
