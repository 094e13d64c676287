import { useCallback, useMemo, useState } from 'react';
import { useRemembered } from '../../app/use-remembered.ts';
import { type Place, readPlaces } from './graph/layout.ts';

export type PlaceMap = ReadonlyMap<string, Place>;

/** Where a person put the nodes of a project. */
export interface Places {
  readonly all: PlaceMap;
  /** Shows places that are not certain yet: the edit that they belong to may be refused. */
  show(places: PlaceMap): void;
  /** Shows places and keeps them for the next sitting. */
  keep(places: PlaceMap): void;
}

/** Places are kept in this browser and never in the document: moving a node is no change of the experiment. */
export function usePlaces(project: string): Places {
  const [kept, remember] = useRemembered<string>(`canvas/${project}`, '{}');
  const [all, show] = useState(() => readPlaces(kept));
  const keep = useCallback(
    (places: PlaceMap) => {
      show(places);
      remember(JSON.stringify(Object.fromEntries(places)));
    },
    [remember],
  );
  return useMemo(() => ({ all, show, keep }), [all, keep]);
}
