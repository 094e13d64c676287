import { closeSync, openSync, readSync } from 'node:fs';

/** Enough for the first line of a LightGBM text and the first key of a JSON model. */
const FIRST_BYTES = 4096;

/** LightGBM's text, its JSON dump, and XGBoost's JSON, as they begin. */
const BEGINNINGS = /^\uFEFF?(tree\r?\nversion=|\s*\{\s*"(learner|name"\s*:\s*"tree"\s*,\s*"version)"\s*:)/;

/** Whether a file begins as the model files do that can be read; what cannot be opened is left for the reader to complain of. */
export function looksLikeModel(path: string): boolean {
  try {
    const handle = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(FIRST_BYTES);
      return BEGINNINGS.test(bytes.toString('utf8', 0, readSync(handle, bytes)));
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  }
}
