import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The product's own version, as its package says. */
export function appVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0.0.0';
}

/** What computed a result, for the run record and the report. */
export function engineName(): string {
  return `Causeway ${appVersion()}`;
}

/** Versions of what lies under the estimators. */
export function engineVersions(): Readonly<Record<string, string>> {
  const { node, v8, icu = 'none' } = process.versions;
  return { causeway: appVersion(), node, v8, icu, platform: `${process.platform}-${process.arch}` };
}

/** The Plotly bundle that reports carry inside. */
export function plotlySource(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('plotly.js-cartesian-dist-min')), 'utf8');
}
