import { App } from 'antd';
import { useCallback, useState } from 'react';
import type { Problem } from '../../../core/base/problem.ts';
import { saveDownload } from '../../client/save-file.ts';
import { useApi } from '../../client/session-hooks.ts';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';

export const FORMATS = ['html', 'pdf', 'json', 'csv'] as const;

export type Format = (typeof FORMATS)[number];

export interface Export {
  readonly busy: Format | null;
  /** Why the last one failed; it stays until it is closed or the next one is tried. */
  readonly problem: Problem | null;
  start(format: Format): void;
  dismiss(): void;
}

/** Exports in the language of the page, and hands the file over. */
export function useExport(): Export {
  const api = useApi();
  const { say, language } = useWords();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<Format | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const start = useCallback(
    (format: Format) => {
      setBusy(format);
      setProblem(null);
      void api.call('report.export', { format, language }).then((outcome) => {
        setBusy(null);
        if (!outcome.ok) return setProblem(outcome.problem);
        saveDownload(outcome.value);
        void message.success(say(reportWords.exported));
      });
    },
    [api, language, message, say],
  );
  return { busy, problem, start, dismiss: useCallback(() => setProblem(null), []) };
}
