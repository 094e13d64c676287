import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOf } from '../route.ts';
import { STAGE_INFO, STAGES, type Stage } from '../stages.ts';

/** Home and the seven stages. Plain links: Tab reaches each, arrows move between them, Enter goes there. */
export function Rail({ stage }: { readonly stage: Stage }) {
  const { say } = useWords();
  return (
    <nav className="rail" aria-label={say(appWords.stages)} onKeyDown={moveWithArrows}>
      {STAGES.map((name) => {
        const { title, icon: Icon } = STAGE_INFO[name];
        return (
          <a key={name} href={hrefOf(name)} aria-current={name === stage ? 'page' : undefined} className={`rail-item rail-${name}`}>
            <span aria-hidden className="rail-icon">
              <Icon />
            </span>
            {say(title)}
          </a>
        );
      })}
    </nav>
  );
}

/** Up and down move the focus along a list of links; Home and End go to its ends. */
export function moveWithArrows(event: React.KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href], button')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const last = links.length - 1;
  const target = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
  if (target === undefined || at === -1) return;
  event.preventDefault();
  links[Math.max(0, Math.min(last, target))]?.focus();
}
