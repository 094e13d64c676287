import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { Settings } from '../../core/api/types.ts';
import type { Problem } from '../../core/base/problem.ts';
import { CHANNEL } from '../channels.ts';
import type { Answers, FromCompute, OpenProject, QuestionToCompute, QuestionToMain, ToCompute } from '../compute/messages.ts';
import { openQuestionBook, outcomeOf } from '../questions.ts';

export interface EngineOptions {
  readonly entry: string;
  readonly dataFolder: string;
  readonly samplesFolder: string;
  answer(question: QuestionToMain): Promise<unknown>;
  onSettings(settings: Settings): void;
  /** It stopped too often to be started again. */
  onGivenUp(): void;
}

/** So many losses within a minute are no accident: starting it again would only lose it again. */
const MOST_LOSSES = 4;
const MINUTE_MS = 60_000;

/** A process that does not close its project within this time is ended all the same; the journal keeps what it held. */
const GRACE_MS = 5_000;

const LOST: Problem = {
  kind: 'resource',
  code: 'api/unreachable',
  message: 'The engine stopped.',
  fix: 'It is started again; try once more in a moment.',
};

/** The engine's process as main sees it: started, asked, restarted when it is lost, with the same project open again. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #questions = openQuestionBook();
  readonly #pages = new Set<WebContents>();
  readonly #losses: number[] = [];
  #child: UtilityProcess | undefined;
  #open: OpenProject | null = null;
  #isEnding = false;
  #ended: (() => void) | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#start();
  }

  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** Gives a page its port, now and after each restart. */
  connect(page: WebContents): void {
    if (!this.#pages.has(page)) page.once('destroyed', () => this.#pages.delete(page));
    this.#pages.add(page);
    this.#broker(page);
  }

  /** Asks the engine. @throws its problem, or api/unreachable when it is lost meanwhile */
  ask<What extends QuestionToCompute['what']>(ask: QuestionToCompute & { readonly what: What }): Promise<Answers[What]> {
    return this.#questions.ask((id) => this.#post({ type: 'question', id, ask })) as Promise<Answers[What]>;
  }

  /** Lets it close its project, then ends it. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const child = this.#child;
    if (child === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = resolve;
    const limit = setTimeout(resolve, GRACE_MS);
    this.#post({ type: 'end' });
    await promise;
    clearTimeout(limit);
    child.kill();
  }

  #start(): void {
    const { entry, dataFolder, samplesFolder } = this.#options;
    const child = utilityProcess.fork(entry, [], { serviceName: 'Causeway engine' });
    this.#child = child;
    child.on('message', (message: FromCompute) => this.#hear(message));
    child.on('exit', () => this.#lose(child));
    this.#post({ type: 'start', dataFolder, samplesFolder, reopen: this.#open });
    for (const page of this.#pages) this.#broker(page);
  }

  #lose(child: UtilityProcess): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    this.#questions.giveUp(LOST);
    this.#ended?.();
    if (this.#isEnding) return;
    const now = performance.now();
    this.#losses.push(now);
    if (this.#losses.filter((at) => now - at < MINUTE_MS).length < MOST_LOSSES) this.#start();
    else this.#options.onGivenUp();
  }

  #broker(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#post({ type: 'page' }, [port1]);
    page.postMessage(CHANNEL.port, null, [port2]);
  }

  #post(message: ToCompute, ports: Electron.MessagePortMain[] = []): void {
    this.#child?.postMessage(message, ports);
  }

  #hear(message: FromCompute): void {
    switch (message.type) {
      case 'ready':
      case 'settings':
        this.#options.onSettings(message.settings);
        break;
      case 'project':
        this.#open = message.open;
        break;
      case 'question':
        void outcomeOf(() => this.#options.answer(message.ask)).then((outcome) => this.#post({ type: 'answer', id: message.id, outcome }));
        break;
      case 'answer':
        this.#questions.settle(message.id, message.outcome);
        break;
      case 'ended':
        this.#ended?.();
    }
  }
}
