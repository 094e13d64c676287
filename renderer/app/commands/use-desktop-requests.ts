import { useEffect, useRef } from 'react';
import { useProjectActions } from '../use-project-actions.tsx';
import type { Command } from './command.ts';

/** Does what the desktop's menu asks for, by the ids that the palette knows, and opens files that it was given. */
export function useDesktopRequests(commands: readonly Command[]): void {
  const { openTicket } = useProjectActions();
  const current = useRef({ commands, openTicket });
  current.current = { commands, openTicket };
  useEffect(() => {
    window.causeway?.onRequest((request) => {
      const { commands: known, openTicket: open } = current.current;
      if (request.type === 'file') void open(request.ticket);
      else known.find(({ id }) => id === request.id)?.run();
    });
  }, []);
}
