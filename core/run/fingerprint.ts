import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import type { Frame } from '../frame/frame.ts';

/** What a dataset is to the steps that read it: its content, and the roles that steer their defaults. */
export function datasetFingerprint(contentHash: string, frame?: Frame): string {
  const roles = frame === undefined ? [] : [...frame.roles].sort(([left], [right]) => (left < right ? -1 : 1));
  return sha256(canonicalJson({ contentHash, roles, control: frame?.control }));
}

export interface StepIdentity {
  readonly method: string;
  readonly revision: number;
  /** Parsed options, defaults filled in. */
  readonly spec: unknown;
  readonly seed: number;
  /** The step's id: the name of its random stream. */
  readonly step: string;
  readonly inputs: readonly { readonly name: string; readonly fingerprint: string }[];
}

/**
 * The name of a result that does not exist yet: equal fingerprints mean equal bytes. Input names count,
 * because methods may address their inputs by name.
 */
export function stepFingerprint(identity: StepIdentity): string {
  return sha256(canonicalJson(identity));
}
