import { registerHooks } from 'node:module';

/**
 * Puts the double in the place of Electron: `node --import register.ts dist/electron/main.js` runs the desktop app as it was
 * built, every line of it, where Electron's program cannot be had. The engine's process, which the double forks, starts
 * with this file too.
 */
const DOUBLE = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: DOUBLE, shortCircuit: true } : next(specifier, context)),
});

if (process.env['ELECTRON_DOUBLE_ROLE'] === 'utility') await import('./utility-side.ts');
