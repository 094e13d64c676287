import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the parts of the built app lie. All of main is bundled into dist/electron, beside the engine and the preload. */
export interface Places {
  readonly page: string;
  readonly preload: string;
  readonly compute: string;
  readonly samples: string;
}

/**
 * Finds the parts beside this bundle. The engine and its threads load native code and start workers from files, so in a
 * package they lie outside of the archive; the page stays inside.
 */
export function placesOf(bundle: string): Places {
  const inside = (path: string): string => fileURLToPath(new URL(path, bundle));
  const outside = (path: string): string => inside(path).replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);
  return {
    page: inside('../renderer/'),
    preload: inside('./preload.cjs'),
    compute: outside('./compute.js'),
    samples: outside('./samples/'),
  };
}
