import type { Text } from '../base/text.ts';
import type { Report } from './blocks.ts';

/** One step as a report shows it: what was asked, what came out, and where it came from. */
export interface ReportSection {
  readonly step: string;
  readonly method: string;
  readonly revision: number;
  readonly title: Text;
  readonly purpose: Text;
  readonly citation: string;
  readonly assumptions: readonly Text[];
  readonly reading: Text;
  readonly pitfalls: readonly Text[];
  readonly spec: unknown;
  readonly from: readonly string[];
  readonly fingerprint: string;
  readonly resultHash: string;
  readonly rowCount: number | null;
  readonly elapsedMs: number;
  readonly report: Report;
  /** Words that somebody wrote for this page: under its title, and under its blocks. */
  readonly caption?: Text;
  readonly remarks?: Text;
}

/** A page of words alone: a summary, an introduction, what was decided. */
export interface WordsSection {
  readonly step: null;
  readonly title: Text;
  readonly caption?: Text;
  readonly remarks?: Text;
}

/** One dataset as the seal names it. */
export interface ReportDataset {
  readonly name: string;
  readonly file: string;
  readonly rowCount: number | null;
  readonly hash: string;
}

/** A whole run, ready to be written as HTML, JSON or CSV. Nothing in it depends on the reader's language or theme. */
export interface ReportDocument {
  readonly name: Text;
  readonly description?: Text;
  /** Words that somebody wrote for the whole report. */
  readonly remarks?: Text;
  /** Finished runs that the results came from, newest first; only the project's own host knows them. */
  readonly runs?: readonly string[];
  readonly seed: number;
  readonly documentHash: string;
  /** ISO time given by the host; it is shown, never hashed. */
  readonly finishedAt: string;
  readonly engine: string;
  readonly datasets: readonly ReportDataset[];
  readonly sections: readonly (ReportSection | WordsSection)[];
}
