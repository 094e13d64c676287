import { join } from 'node:path';
import { app, dialog, Menu, protocol, session } from 'electron';
import { Desktop } from './desktop.ts';
import { filesNamed } from './given-files.ts';
import { placesOf } from './places.ts';
import { WORDS } from './words.ts';

/** The desktop app's entry: one instance, one window, one engine. */

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
]);
app.enableSandbox();

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const early: string[] = [...filesNamed(process.argv, process.cwd())];
  let desktop: Desktop | undefined;
  const take = (paths: readonly string[]): void => {
    if (desktop === undefined) early.push(...paths);
    else for (const path of paths) void desktop.openFile(path);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take([path]);
  });
  app.on('second-instance', (_event, argv, folder) => {
    desktop?.show();
    take(filesNamed(argv, folder));
  });
  app.on('activate', () => desktop?.show());
  app.on('window-all-closed', () => {
    // On a Mac an app stays until it is told to quit.
    if (process.platform !== 'darwin') app.quit();
  });
  let isEnded = false;
  app.on('before-quit', (event) => {
    if (isEnded || desktop === undefined) return;
    // The engine closes its project first; then this comes again.
    event.preventDefault();
    void desktop.end().then(() => {
      isEnded = true;
      app.quit();
    });
  });
  void app.whenReady().then(() => {
    desktop = new Desktop({
      places: placesOf(import.meta.url),
      dataFolder: join(app.getPath('userData'), 'workbench'),
      stateFile: join(app.getPath('userData'), 'window.json'),
      session: session.defaultSession,
      setMenu: (template) => Menu.setApplicationMenu(Menu.buildFromTemplate([...template])),
      onGivenUp: (language) => dialog.showErrorBox(WORDS.engineLost[language], WORDS.engineLostWhy[language]),
    });
    desktop.show();
    take(early.splice(0));
  });
}
