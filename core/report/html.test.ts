import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { text, verbatim } from '../base/text.ts';
import type { ReportDocument } from './document.ts';
import { reportToHtml } from './html.ts';

/** Strings that would do harm on a page that trusts them. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
  '\u202eevil\u202c',
  '__proto__',
  '\ud800 unpaired',
  '\u001b[31m',
  '<!--',
  ']]>',
  '{{constructor.constructor("alert(1)")()}}',
];

const documentWith = (name: string): ReportDocument => ({
  name: verbatim(name),
  seed: 1,
  documentHash: 'd',
  finishedAt: '2026-04-01T00:00:00.000Z',
  engine: 'Causeway',
  datasets: [{ name, file: name, rowCount: 1, hash: 'h' }],
  sections: [
    { step: null, title: verbatim(name), caption: verbatim(name), remarks: verbatim(name) },
    {
      step: 'one',
      method: 'profile',
      revision: 1,
      title: text('Title', '标题'),
      purpose: verbatim(name),
      citation: name,
      assumptions: [verbatim(name)],
      reading: verbatim(name),
      pitfalls: [],
      spec: { column: name },
      from: ['rows'],
      fingerprint: 'f',
      resultHash: 'r',
      rowCount: 1,
      elapsedMs: 1,
      report: {
        notes: [{ severity: 'warning', code: 'x/y', message: verbatim(name) }],
        blocks: [
          { kind: 'text', id: 'reading', title: verbatim(name), body: verbatim(name) },
          {
            kind: 'estimates',
            id: 'e',
            title: verbatim(name),
            rows: [{ name, estimand: name, contrast: name, value: 1, interval: [0, 2] }],
          },
          { kind: 'scalars', id: 's', title: verbatim(name), rows: [{ name, value: name }] },
          {
            kind: 'figure',
            id: name,
            title: verbatim(name),
            figure: { data: [{ x: [name], y: [1], name }], layout: { title: { text: name } } },
            table: { columns: [{ name }], rows: [[name]] },
          },
        ],
      },
    },
  ],
});

describe('the HTML report', () => {
  it.each(HOSTILE)('shows %j as text and makes no element of it', (name) => {
    const page = reportToHtml(documentWith(name), 'window.Plotly = {};');
    const plain = reportToHtml(documentWith('plain'), 'window.Plotly = {};');
    const tags = (source: string): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const [, tag = ''] of source.matchAll(/<\/?([a-zA-Z!][a-zA-Z0-9]*)/g)) counts[tag] = (counts[tag] ?? 0) + 1;
      return counts;
    };
    expect(tags(page)).toEqual(tags(plain));
    expect(page.isWellFormed()).toBe(true);
  });

  it('lets nothing run but its two scripts, and lets nothing be fetched', () => {
    const page = reportToHtml(documentWith('plain'), 'window.Plotly = {};');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, source = '']) => source);
    const hashes = scripts.map((source) => `'sha256-${createHash('sha256').update(source).digest('base64')}'`);
    expect(scripts).toHaveLength(2);
    expect(policy).toBe(
      `default-src 'none'; script-src ${hashes.join(' ')}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
  });
});
