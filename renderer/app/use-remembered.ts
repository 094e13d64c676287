import { useCallback, useState } from 'react';

/** `false` as an initial value stands for any boolean. */
type Widened<T> = T extends boolean ? boolean : T extends number ? number : string;

/** State that outlives the window: which panels are folded, how high the drawer is. Never data. */
export function useRemembered<T extends string | number | boolean>(key: string, initial: T): [Widened<T>, (value: Widened<T>) => void] {
  const [value, setValue] = useState(() => recall(key, initial));
  const remember = useCallback(
    (next: Widened<T>) => {
      setValue(next);
      localStorage.setItem(`causeway/${key}`, JSON.stringify(next));
    },
    [key],
  );
  return [value, remember];
}

function recall<T extends string | number | boolean>(key: string, initial: T): Widened<T> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`causeway/${key}`) ?? 'null');
    return (typeof stored === typeof initial ? stored : initial) as Widened<T>;
  } catch {
    return initial as unknown as Widened<T>;
  }
}
