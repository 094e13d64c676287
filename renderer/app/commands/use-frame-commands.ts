import { useMemo } from 'react';
import type { Settings } from '../../../core/api/types.ts';
import { type Text, text, verbatim } from '../../../core/base/text.ts';
import { useInfo, useMethods, useProject, useSession, useSettings } from '../../client/session-hooks.ts';
import { hrefOfStep, SCREENS } from '../../screens/registry.ts';
import { appWords, insertMethod } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import type { DialogName } from '../dialogs/DialogsProvider.tsx';
import { go } from '../route.ts';
import { STAGE_INFO, STAGES } from '../stages.ts';
import { useProjectActions } from '../use-project-actions.tsx';
import type { Command } from './command.ts';

/** What can be done anywhere: go, open, run, undo, change how the page looks. */
export function useFrameCommands(show: (name: DialogName) => void): readonly Command[] {
  const look = useLookCommands(show);
  const project = useProjectCommands(show);
  const places = usePlaces();
  const settings = useSettingCommands();
  const inserts = useInsertCommands();
  return useMemo(() => [...places, ...project, ...look, ...settings, ...inserts], [places, project, look, settings, inserts]);
}

function usePlaces(): readonly Command[] {
  const project = useProject();
  return useMemo(() => {
    const stages = STAGES.map(
      (stage, index): Command => ({
        id: `go/${stage}`,
        title: STAGE_INFO[stage].title,
        group: appWords.groupGo,
        shortcut: `Alt+${index}`,
        run: () => go(stage),
      }),
    );
    const screens = SCREENS.filter((screen) => screen.hasTab !== false && screen.id !== 'step' && screen.stage !== 'home').map(
      (screen): Command => {
        const stage = STAGE_INFO[screen.stage].title;
        return {
          id: `screen/${screen.stage}/${screen.id}`,
          title: text(`${stage.en}: ${screen.title.en}`, `${stage.zh}：${screen.title.zh}`),
          group: appWords.groupGo,
          run: () => go(screen.stage, screen.id),
        };
      },
    );
    const steps = (project?.steps ?? []).map(
      (step): Command => ({
        id: `step/${step.id}`,
        title: text(`${step.title.en} (${step.id})`, `${step.title.zh} (${step.id})`),
        group: appWords.groupStep,
        detail: appWords[step.state],
        run: () => {
          location.hash = hrefOfStep(step);
        },
      }),
    );
    return [...stages, ...screens, ...steps];
  }, [project]);
}

function useProjectCommands(show: (name: DialogName) => void): readonly Command[] {
  const actions = useProjectActions();
  const project = useProject();
  const info = useInfo();
  return useMemo(() => {
    const group = appWords.groupProject;
    const always: readonly Command[] = [
      { id: 'project/new', title: appWords.newProject, group, shortcut: 'Mod+Alt+N', run: () => show('new-project') },
      { id: 'project/open', title: appWords.open, group, shortcut: 'Mod+O', run: () => void actions.open() },
      ...(info?.samples ?? []).map(
        (sample): Command => ({ id: `sample/${sample.id}`, title: sample.name, group, run: () => void actions.openSample(sample.id) }),
      ),
    ];
    if (project === null) return always;
    return [
      ...always,
      { id: 'project/run', title: appWords.runAll, group, shortcut: 'Mod+Enter', run: () => void actions.run() },
      { id: 'project/undo', title: appWords.undo, group, shortcut: 'Mod+Z', run: actions.undo },
      { id: 'project/redo', title: appWords.redo, group, shortcut: 'Mod+Shift+Z', run: actions.redo },
      { id: 'project/backup', title: appWords.backup, group, run: () => void actions.backup() },
      { id: 'project/replay', title: appWords.replay, group, run: () => void actions.replay() },
      { id: 'project/verify', title: appWords.verify, group, run: () => void actions.verify() },
      { id: 'project/close', title: appWords.close, group, run: () => void actions.close() },
    ];
  }, [actions, project, info, show]);
}

function useLookCommands(show: (name: DialogName) => void): readonly Command[] {
  const session = useSession();
  const { language } = useWords();
  return useMemo(() => {
    const group = appWords.groupView;
    return [
      { id: 'view/palette', title: appWords.search, group, shortcut: 'Mod+K', run: () => show('palette') },
      { id: 'view/shortcuts', title: appWords.shortcuts, group, shortcut: '?', run: () => show('shortcuts') },
      { id: 'view/settings', title: appWords.settings, group, shortcut: 'Mod+,', run: () => show('settings') },
      {
        id: 'view/language',
        title: appWords.toggleLanguage,
        group,
        run: () => session.change({ language: language === 'zh' ? 'en' : 'zh' }),
      },
    ];
  }, [session, language, show]);
}

/** Every choice of the settings that is not in force. */
function useSettingCommands(): readonly Command[] {
  const session = useSession();
  const settings = useSettings();
  return useMemo(() => {
    const choices: readonly (readonly [Text, Text, Partial<Settings>])[] = [
      [appWords.language, verbatim('English'), { language: 'en' }],
      [appWords.language, verbatim('中文'), { language: 'zh' }],
      [appWords.language, appWords.languageSystem, { language: 'system' }],
      [appWords.theme, appWords.themeLight, { theme: 'light' }],
      [appWords.theme, appWords.themeDark, { theme: 'dark' }],
      [appWords.theme, appWords.themeContrast, { theme: 'contrast' }],
      [appWords.theme, appWords.themeSystem, { theme: 'system' }],
      [appWords.role, appWords.roleAnalyst, { role: 'analyst' }],
      [appWords.role, appWords.roleReviewer, { role: 'reviewer' }],
      [appWords.role, appWords.roleTrainer, { role: 'trainer' }],
      [appWords.autoRun, appWords.on, { isAutoRunOn: true }],
      [appWords.autoRun, appWords.off, { isAutoRunOn: false }],
      [appWords.gainRed, appWords.on, { isGainRed: true }],
      [appWords.gainRed, appWords.off, { isGainRed: false }],
    ];
    return choices
      .filter(([, , change]) => Object.entries(change).some(([key, value]) => settings[key as keyof Settings] !== value))
      .map(
        ([what, choice, change]): Command => ({
          id: `set/${JSON.stringify(change)}`,
          title: text(`${what.en}: ${choice.en}`, `${what.zh}：${choice.zh}`),
          group: appWords.settings,
          run: () => session.change(change),
        }),
      );
  }, [session, settings]);
}

/** "Insert …" for every method, from wherever one is: the canvas opens with the new step. */
function useInsertCommands(): readonly Command[] {
  const methods = useMethods();
  const project = useProject();
  const canInsert = project !== null && !project.isReadOnly;
  return useMemo(
    () =>
      canInsert
        ? [...methods.values()].map(
            ({ id, text: { title } }): Command => ({
              id: `insert/${id}`,
              title: insertMethod(title),
              group: appWords.groupInsert,
              run: () => go('plan', 'canvas', { insert: id }),
            }),
          )
        : [],
    [methods, canInsert],
  );
}
