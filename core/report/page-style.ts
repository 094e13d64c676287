import { TOKENS } from './tokens.ts';

/** The style sheet of a report: paper, ink, one accent; charts own the colour. */
export function pageStyle(): string {
  return `${themeVariables()}${RULES}`;
}

function themeVariables(): string {
  const variables = (theme: 'light' | 'dark'): string =>
    Object.entries(TOKENS[theme])
      .map(([name, colour]) => `--${name}:${colour};`)
      .join('');
  return `:root{color-scheme:light;${variables('light')}}:root[data-theme=dark]{color-scheme:dark;${variables('dark')}}`;
}

/** Without script nothing can be drawn or switched: the numbers stand in place of the pictures. */
export const NO_SCRIPT_STYLE = '.figure,.controls{display:none}@media print{details.behind{display:block}}';

const RULES = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums}
html[data-language=zh] body{line-height:1.65}
html[data-language=en] [lang=zh],html[data-language=zh] [lang=en]{display:none}
header.top,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header.top{padding-top:32px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}
h2{font-size:20px;line-height:1.3;margin:0}
h3{font-size:14px;margin:0 0 2px}
p{margin:0 0 8px;max-width:72ch}
.quiet{color:var(--ink-2)}
.small{font-size:12px}
.controls{float:right;display:flex;gap:8px}
button{font:inherit;font-size:12px;color:var(--ink);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:4px 10px;cursor:pointer}
button:hover{border-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
nav.thread{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);padding:8px 0;margin-top:16px}
nav.thread ol{list-style:none;display:flex;flex-wrap:wrap;gap:4px 6px;max-width:1120px;margin:0 auto;padding:0 24px;align-items:center}
nav.thread li+li::before{content:"▸";color:var(--ink-3);margin-right:6px}
nav.thread a{display:inline-block;color:var(--ink);text-decoration:none;border:1px solid var(--line);border-radius:6px;background:var(--panel);padding:2px 10px;font-size:12px}
nav.thread a:hover{border-color:var(--accent)}
section.step{padding:28px 0 12px;border-bottom:1px solid var(--line);scroll-margin-top:48px}
.step>.head{display:flex;justify-content:space-between;gap:16px;align-items:baseline;flex-wrap:wrap}
.finding{border-left:3px solid var(--accent);padding:4px 0 4px 14px;margin:14px 0;font-size:16px}
.finding p{max-width:80ch}
.block{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:12px;margin:12px 0;overflow-x:auto}
.block>h3{font-weight:600}
.note{border-radius:6px;border:1px solid var(--line);border-left:3px solid var(--ink-3);background:var(--panel);padding:6px 12px;margin:8px 0}
.note.warning{border-left-color:var(--warn)}.note.stop{border-left-color:var(--stop)}
.note code{color:var(--ink-3);font-size:11px;margin-left:8px}
table{border-collapse:collapse;font-size:12px;margin-top:8px;width:100%}
th,td{padding:4px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:middle;white-space:nowrap}
th{color:var(--ink-2);font-weight:600}
td.number,th.number{text-align:right}
.rows{max-height:440px;overflow:auto}
.rows thead th{position:sticky;top:0;background:var(--panel)}
td .long{display:-webkit-inline-box;-webkit-box-orient:vertical;-webkit-line-clamp:8;min-width:44ch;max-width:72ch;overflow:hidden;white-space:normal;overflow-wrap:anywhere;vertical-align:bottom}
svg.interval{display:block}
svg.interval .zero{stroke:var(--ink-3);stroke-dasharray:2 2}
svg.interval .bar{stroke:var(--ink-2);stroke-width:5;opacity:.45}
svg.interval .dot{fill:var(--ink)}
svg.interval .gain .bar{stroke:var(--gain)}svg.interval .gain .dot{fill:var(--gain)}
svg.interval .loss .bar{stroke:var(--loss)}svg.interval .loss .dot{fill:var(--loss)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(440px,1fr));gap:0 12px}.figures>.wide{grid-column:1/-1}
.figures .block{min-width:0}
.figure{min-height:240px;width:100%}
details{margin:8px 0}
summary{cursor:pointer;color:var(--ink-2);font-size:12px}
pre{font:12px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:10px;overflow:auto;max-height:360px}
dl.scalars{display:flex;flex-wrap:wrap;gap:8px 28px;margin:8px 0 0}
dl.scalars div{min-width:120px}
dl.scalars dt{color:var(--ink-2);font-size:12px}
dl.scalars dd{margin:0;font-size:18px}
footer{padding:24px 24px 48px;color:var(--ink-2);font-size:12px}
footer code,.seal code{overflow-wrap:anywhere;font-size:11px}
.caption{font-size:15px;margin:8px 0}
.words{font-size:15px;margin:12px 0}
.remarks{border-left:3px solid var(--line);padding:2px 0 2px 14px;margin:12px 0}
.page-seal{display:flex;flex-wrap:wrap;gap:2px 14px;border-top:1px solid var(--line);color:var(--ink-2);margin:14px 0 0;padding-top:6px;max-width:none}
@media print{@page{margin:14mm}.rows{max-height:none;overflow:visible}.controls,nav.thread,details.behind{display:none}.block{break-inside:avoid;overflow:visible}.figures{display:block}section.step{break-after:page;border-bottom:0;padding-top:0}section.step:last-of-type{break-after:auto}body{background:#fff}header.top,main,footer{padding-left:0;padding-right:0}h2,.finding,.caption{break-after:avoid}th,td{white-space:normal;padding:3px 6px}td .long{display:inline;min-width:0;max-width:none}table{font-size:10.5px}td code,.page-seal code{overflow-wrap:anywhere}tr{break-inside:avoid}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;
