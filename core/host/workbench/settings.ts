import { z } from 'zod';
import type { Settings } from '../../api/types.ts';
import type { AppFolder } from './app-folder.ts';

const FILE = 'settings.json';

/** Every value falls back by itself: one that a newer version wrote must not take the others with it. */
const kept = z.object({
  language: z.enum(['en', 'zh', 'system']).catch('system'),
  theme: z.enum(['light', 'dark', 'contrast', 'system']).catch('system'),
  role: z.enum(['analyst', 'reviewer', 'trainer']).nullable().catch(null),
  isAutoRunOn: z.boolean().catch(false),
  isGainRed: z.boolean().catch(false),
  threads: z.int().min(1).max(1024).nullable().catch(null),
});

/** What a person set, read from the host's folder. */
export function readSettings(folder: AppFolder): Settings {
  const found = folder.read(FILE);
  return kept.parse(typeof found === 'object' && found !== null ? found : {});
}

/** Keeps what changed and answers the whole. */
export function changeSettings(folder: AppFolder, change: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): Settings {
  const told = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const settings = kept.parse({ ...readSettings(folder), ...told });
  folder.write(FILE, settings);
  return settings;
}
