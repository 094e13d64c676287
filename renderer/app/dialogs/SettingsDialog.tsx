import { Modal, Segmented, Select, Switch } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Settings } from '../../../core/api/types.ts';
import { useInfo, useSession, useSettings } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import './settings.css';

interface DialogProps {
  readonly isOpen: boolean;
  close(): void;
}

/** What a person may set; every choice takes effect at once and is kept by the host. */
export function SettingsDialog({ isOpen, close }: DialogProps) {
  const { say } = useWords();
  return (
    <Modal open={isOpen} onCancel={close} footer={null} title={say(appWords.settings)} width={560} destroyOnHidden>
      <SettingsBody />
    </Modal>
  );
}

function SettingsBody() {
  const { say } = useWords();
  const info = useInfo();
  const settings = useSettings();
  const { change } = useSession();
  return (
    <div className="settings">
      <Row title={say(appWords.language)}>
        <Segmented<Settings['language']>
          aria-label={say(appWords.language)}
          value={settings.language}
          onChange={(language) => change({ language })}
          options={[
            { value: 'system', label: say(appWords.languageSystem) },
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
        />
      </Row>
      <Row title={say(appWords.theme)}>
        <Segmented<Settings['theme']>
          aria-label={say(appWords.theme)}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
          options={[
            { value: 'system', label: say(appWords.themeSystem) },
            { value: 'light', label: say(appWords.themeLight) },
            { value: 'dark', label: say(appWords.themeDark) },
            { value: 'contrast', label: say(appWords.themeContrast) },
          ]}
        />
      </Row>
      <Row title={say(appWords.role)}>
        <Select<Exclude<Settings['role'], null>>
          aria-label={say(appWords.role)}
          value={settings.role ?? 'analyst'}
          onChange={(role) => change({ role })}
          style={{ minWidth: 160 }}
          options={[
            { value: 'analyst', label: say(appWords.roleAnalyst) },
            { value: 'reviewer', label: say(appWords.roleReviewer) },
            { value: 'trainer', label: say(appWords.roleTrainer) },
          ]}
        />
      </Row>
      <Row title={say(appWords.autoRun)}>
        <Switch aria-label={say(appWords.autoRun)} checked={settings.isAutoRunOn} onChange={(isAutoRunOn) => change({ isAutoRunOn })} />
      </Row>
      <Row title={say(appWords.gainRed)} help={say(appWords.gainRedWhy)}>
        <Switch aria-label={say(appWords.gainRed)} checked={settings.isGainRed} onChange={(isGainRed) => change({ isGainRed })} />
      </Row>
      <ThreadsRow />
      <p className="quiet small">{`${say(appWords.version)} ${info?.version ?? ''}`}</p>
    </div>
  );
}

function Row({ title, help, children }: { readonly title: string; readonly help?: string; readonly children: ReactNode }) {
  return (
    <div className="settings-row">
      <div>
        <div>{title}</div>
        {help === undefined ? null : <div className="quiet small">{help}</div>}
      </div>
      <div>{children}</div>
    </div>
  );
}

function ThreadsRow() {
  const { say } = useWords();
  const { threads } = useSettings();
  const { change } = useSession();
  const [words, setWords] = useState(threads === null ? '' : String(threads));
  const field = useId();
  const isGood = words === '' || (/^\d{1,4}$/.test(words) && Number(words) >= 1 && Number(words) <= 1024);
  const keep = (next: string): void => {
    setWords(next);
    if (next === '') change({ threads: null });
    else if (/^\d{1,4}$/.test(next) && Number(next) >= 1 && Number(next) <= 1024) change({ threads: Number(next) });
  };
  return (
    <Row title={say(appWords.threads)}>
      <input
        className="settings-threads"
        aria-label={say(appWords.threads)}
        aria-invalid={!isGood}
        aria-describedby={field}
        inputMode="numeric"
        placeholder={say(appWords.threadsAuto)}
        value={words}
        onChange={(event) => keep(event.target.value.trim())}
      />
      <p id={field} role="alert" className="field-trouble">
        {isGood ? '' : say(appWords.threadsBad)}
      </p>
    </Row>
  );
}
