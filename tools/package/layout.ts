import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackageWithOptions } from '@electron/asar';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Which system a package is for; installers are made on the system itself. */
export interface System {
  readonly platform: string;
  readonly arch: string;
}

export interface Layout {
  readonly archive: string;
  /** What lies beside the archive, for threads and native code. */
  readonly unpacked: string;
  /** Every file of the package, by its path inside. */
  readonly files: readonly string[];
}

/**
 * Packs the app as electron-builder.yml says: the same files, and the same of them beside the archive. It makes no installer
 * and needs no Electron; it is there to prove that a package is whole, and that it carries nothing else.
 *
 * @param folder where the archive goes; what is there of an older one is removed
 */
export async function packLayout(folder: string, system: System = process): Promise<Layout> {
  const recipe = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
  const files = packedFiles(listIn(recipe, 'files'), system);
  const stage = join(folder, 'stage');
  const archive = join(folder, 'app.asar');
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(stage, file)), { recursive: true });
    cpSync(join(ROOT, file), join(stage, file), { dereference: true });
  }
  trimManifest(join(stage, 'package.json'));
  const outside = listIn(recipe, 'asarUnpack').map((pattern) => join(stage, pattern));
  await createPackageWithOptions(stage, archive, { unpack: `{${outside.join(',')}}` });
  rmSync(stage, { recursive: true });
  return { archive, unpacked: `${archive}.unpacked`, files };
}

/** The items of a list at the top of the recipe. The recipe is ours and plain: no list in it has an item of more than a line. */
export function listIn(recipe: string, key: string): readonly string[] {
  const lines = recipe.split('\n');
  const start = lines.indexOf(`${key}:`);
  if (start < 0) throw new Error(`electron-builder.yml has no ${key}.`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line) && !line.startsWith('#'));
  return rest
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => /^ {2}- /.test(line))
    .map((line) => line.slice(4).replace(/^'(.*)'$/, '$1'));
}

/** The files that the patterns choose, as electron-builder reads them: in order, "!" taking away what came before. */
export function packedFiles(patterns: readonly string[], system: System): readonly string[] {
  const told = patterns.map((pattern) => pattern.replaceAll(/\$\{(platform|arch)\}/g, (_, name: keyof System) => system[name]));
  const places = told.filter((pattern) => !pattern.startsWith('!')).map((pattern) => pattern.replace(/\/?[^/]*\*.*$/, ''));
  const candidates = new Set(places.flatMap((place) => [...filesUnder(place)]));
  return [...candidates].filter((file) => isChosen(file, told)).sort();
}

function isChosen(file: string, patterns: readonly string[]): boolean {
  let isIn = false;
  for (const pattern of patterns) {
    const isTaking = pattern.startsWith('!');
    if (matchesGlob(file, isTaking ? pattern.slice(1) : pattern)) isIn = !isTaking;
  }
  return isIn;
}

function* filesUnder(path: string): Generator<string> {
  const entry = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (entry?.isDirectory()) for (const name of readdirSync(join(ROOT, path))) yield* filesUnder(`${path}/${name}`);
  else if (entry !== undefined) yield path;
}

/** electron-builder leaves out of the manifest what only development needs. */
function trimManifest(path: string): void {
  const {
    scripts: _scripts,
    devDependencies: _tools,
    allowScripts: _allowed,
    ...rest
  } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify(rest, null, 2));
}
