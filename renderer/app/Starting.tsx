import { clientWords } from '../text/client.ts';
import { useWords } from '../text/words.tsx';

/** What stands on the page until the host has spoken. */
export function Starting() {
  const { say } = useWords();
  return (
    <main className="starting quiet" aria-busy="true">
      {say(clientWords.starting)}
    </main>
  );
}
