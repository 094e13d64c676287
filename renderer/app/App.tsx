import { Suspense } from 'react';
import type { Language } from '../../core/base/text.ts';
import type { Session } from '../client/session.ts';
import { SessionContext, useConnection, useSettings } from '../client/session-hooks.ts';
import { WordsProvider } from '../text/words.tsx';
import { DialogsProvider } from './dialogs/DialogsProvider.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './frame/Frame.tsx';
import { Starting } from './Starting.tsx';
import { ThemeProvider } from './theme/ThemeProvider.tsx';
import { TruthProvider } from './truth.tsx';

/** The whole page: who speaks to the host, in which language, in which theme; then the frame. */
export function App({ session }: { readonly session: Session }) {
  return (
    <SessionContext value={session}>
      <Dressed />
    </SessionContext>
  );
}

function Dressed() {
  const { language } = useSettings();
  const connection = useConnection();
  return (
    <WordsProvider language={language === 'system' ? systemLanguage() : language}>
      <ThemeProvider>
        <ErrorBoundary>
          {connection === 'starting' ? (
            <Starting />
          ) : (
            <TruthProvider>
              <DialogsProvider>
                <Suspense>
                  <Frame />
                </Suspense>
              </DialogsProvider>
            </TruthProvider>
          )}
        </ErrorBoundary>
      </ThemeProvider>
    </WordsProvider>
  );
}

function systemLanguage(): Language {
  return /^zh/i.test(navigator.language) ? 'zh' : 'en';
}
