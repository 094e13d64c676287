import type { ReactNode } from 'react';

/** A part that scrolls can be reached by keyboard, so that arrows scroll it. */
const REACHED = { tabIndex: 0 };

/** Room in which a wide table scrolls sideways. */
export function TableScroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className="table-scroll" aria-label={label} {...REACHED}>
      {children}
    </section>
  );
}
