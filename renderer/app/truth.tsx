import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { useSettings } from '../client/session-hooks.ts';

interface Truth {
  readonly isShown: boolean;
  /** Null outside of trainer mode: there is nobody to keep the truth from. */
  readonly reveal: ((isShown: boolean) => void) | null;
}

const TruthContext = createContext<Truth>({ isShown: true, reveal: null });

/** Whether a planted truth is to be seen: always, but in trainer mode only once it was revealed. */
export function useTruth(): boolean {
  return use(TruthContext).isShown;
}

/** The trainer's switch. */
export function useTruthSwitch(): Truth {
  return use(TruthContext);
}

/** Keeps planted truths covered while somebody teaches. A lesson begins covered, whatever the last one ended with. */
export function TruthProvider({ children }: { readonly children: ReactNode }) {
  const isTrainer = useSettings().role === 'trainer';
  const [isRevealed, reveal] = useState(false);
  const truth = useMemo<Truth>(
    () => (isTrainer ? { isShown: isRevealed, reveal } : { isShown: true, reveal: null }),
    [isTrainer, isRevealed],
  );
  return <TruthContext value={truth}>{children}</TruthContext>;
}
