import { refuse } from '../../base/problem.ts';
import { type Frame, makeFrame } from '../../frame/frame.ts';
import type { StepValues } from '../../methods/contract.ts';
import type { DataEntry, ExperimentDocument } from '../../run/document.ts';
import { datasetFingerprint } from '../../run/fingerprint.ts';
import type { LoadedData } from '../../run/runner.ts';
import type { Project, StoredReport, StoredStep } from '../../store/types.ts';
import type { DataPin, Moment } from './history.ts';

/** Step results that stay at hand; columns are shared between them, so most cost little. */
const MOST_STEPS = 24;
const MOST_TABLES = 8;

/** Tables and step results that were read or computed lately, so that the project is read once and not at every look. */
export class Shelf {
  readonly #project: Project;
  readonly #tables = new Map<string, Frame>();
  readonly #steps = new Map<string, StoredStep>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** A dataset with the roles that the document gives it. @throws data/file-missing, store/damaged */
  dataset(name: string, moment: Moment): LoadedData {
    const entry = moment.document.data[name];
    const pin = pinNamed(name, moment);
    if (entry === undefined || pin === undefined) return noData(name);
    const { file, hash: contentHash } = pin;
    if (pin.version === 0) {
      const stored = this.step(contentHash) ?? noData(name);
      return { name, file, values: stored.values as StepValues, contentHash, fingerprint: datasetFingerprint(contentHash) };
    }
    const frame = dressed(this.table(pin), entry);
    return { name, file, values: { frame }, contentHash, fingerprint: datasetFingerprint(contentHash, frame) };
  }

  /** The table behind a pin, roles as they were stored. @throws data/file-missing, store/damaged */
  table(pin: DataPin): Frame {
    const known = this.#tables.get(pin.hash);
    const frame = known ?? this.#project.getDataset(pin.name, pin.version);
    touch(this.#tables, pin.hash, frame, MOST_TABLES);
    return frame;
  }

  putTable(hash: string, frame: Frame): void {
    touch(this.#tables, hash, frame, MOST_TABLES);
  }

  /** A step result with its values; undefined when it was never computed. @throws store/damaged */
  step(fingerprint: string): StoredStep | undefined {
    const found = this.#steps.get(fingerprint) ?? this.#project.findStep(fingerprint);
    if (found !== undefined) touch(this.#steps, fingerprint, found, MOST_STEPS);
    return found;
  }

  /** A result's report, without reading its values where they are not at hand. @throws store/damaged */
  report(fingerprint: string): StoredReport | undefined {
    const known = this.#steps.get(fingerprint);
    if (known === undefined) return this.#project.findReport(fingerprint);
    return { ...known, rowCount: known.values.frame?.rowCount ?? null };
  }

  putStep(step: StoredStep): void {
    touch(this.#steps, step.fingerprint, step, MOST_STEPS);
  }
}

/** The fingerprints of the datasets that a document names and the project holds; no table is read for that. */
export function dataFingerprints({ document, pins }: Moment): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, version, hash } of pins) {
    const entry = Object.hasOwn(document.data, name) ? document.data[name] : undefined;
    if (entry === undefined || (entry.as === 'model') !== (version === 0)) continue;
    const shell = version === 0 ? undefined : dressed({ rowCount: 0, columns: new Map(), roles: new Map() }, entry);
    found.set(name, datasetFingerprint(hash, shell));
  }
  return found;
}

/** The pin of a dataset that the document names. */
export function pinNamed(name: string, { document, pins }: { readonly document: ExperimentDocument; readonly pins: readonly DataPin[] }) {
  return Object.hasOwn(document.data, name) ? pins.find((pin) => pin.name === name) : undefined;
}

/** The document's word on roles and control replaces what was stored with the table. */
function dressed(frame: Frame, entry: DataEntry): Frame {
  const roles = Object.entries(entry.roles);
  const named = makeFrame(frame.columns, entry.control === undefined ? { roles } : { roles, control: entry.control });
  return { ...named, rowCount: frame.rowCount };
}

function noData(name: string): never {
  return refuse('data/file-missing', `The data of "${name}" are not in this project.`, `Import the file of "${name}".`, { dataset: name });
}

function touch<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const old of [...map.keys()].slice(0, -most)) map.delete(old);
}
