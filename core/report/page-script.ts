/**
 * What a report does once it is open: switch language and theme, draw figures when they come into view.
 * Plain browser JavaScript, kept as text because it runs on the reader's page, not in core.
 */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const root = document.documentElement;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const tokens = read('tokens');
  const figures = read('figures');
  const drawn = new Set();
  // Open for those who read without script; here the pictures say it.
  for (const numbers of document.querySelectorAll('details.behind')) numbers.open = false;

  const colour = (name) => {
    const [key, opacity] = name.slice(6).split('/');
    const hex = tokens[root.dataset.theme][key] || tokens[root.dataset.theme].ink;
    if (!opacity) return hex;
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return 'rgba(' + r + ',' + g + ',' + b + ',' + opacity + ')';
  };
  const isText = (value) => value && typeof value === 'object' && !Array.isArray(value) && typeof value.en === 'string' && typeof value.zh === 'string' && Object.keys(value).length === 2;
  const resolve = (value) => {
    // Every tag that is not ours came with the data, and is shown as it is.
    if (typeof value === 'string') return value.startsWith('token:') ? colour(value) : value.replace(/<(?!br\\s*\\/?>|\\/?extra>)/g, '&lt;');
    if (isText(value)) return resolve(value[root.dataset.language]);
    if (Array.isArray(value)) return value.map(resolve);
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    return value;
  };

  const merge = (base, over) => {
    const out = { ...base };
    for (const [key, value] of Object.entries(over)) {
      const both = value && typeof value === 'object' && !Array.isArray(value) && out[key] && typeof out[key] === 'object' && !Array.isArray(out[key]);
      out[key] = both ? merge(out[key], value) : value;
    }
    return out;
  };
  const axis = (figure, letter) => {
    const isNamed = figure.data.some((trace) => Array.isArray(trace[letter]) && typeof trace[letter][0] === 'string');
    const look = { gridcolor: colour('token:line'), linecolor: colour('token:line'), zerolinecolor: colour('token:ink-3'), automargin: true };
    return isNamed ? { ...look, dtick: figure.data.some((trace) => Array.isArray(trace[letter]) && trace[letter].length > 40) ? undefined : 1 } : { ...look, nticks: 6 };
  };
  const layoutOf = (figure) => {
    const layout = resolve(figure.layout);
    const base = {
      paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', autosize: true, height: 360, hovermode: 'closest',
      font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: colour('token:ink') },
      margin: { l: 64, r: 24, t: 24, b: 52 }, modebar: { bgcolor: 'rgba(0,0,0,0)', color: colour('token:ink-3'), activecolor: colour('token:accent') }, legend: { orientation: 'h', y: 1.12, x: 0 },
      hoverlabel: { bgcolor: colour('token:panel'), bordercolor: colour('token:line'), font: { color: colour('token:ink') } },
    };
    for (const key of Object.keys(layout)) if (/^[xy]axis[0-9]*$/.test(key)) base[key] = axis(figure, key[0]);
    base.xaxis = base.xaxis || axis(figure, 'x');
    base.yaxis = base.yaxis || axis(figure, 'y');
    return merge(base, layout);
  };
  // Paper has no window to fit: A4 within its margins, less the card's own edge.
  const PAPER_WIDTH = 660;
  let paper = null;
  const draw = (holder) => {
    const figure = figures[holder.dataset.figure];
    drawn.add(holder);
    holder.style.minHeight = (figure.layout.height || 360) + 'px';
    const layout = paper === null ? layoutOf(figure) : { ...layoutOf(figure), autosize: false, width: PAPER_WIDTH };
    Plotly.react(holder, resolve(figure.data), layout, {
      displaylogo: false, responsive: true,
      modeBarButtons: [['toImage', 'zoom2d', 'pan2d', 'resetScale2d']],
      toImageButtonOptions: { format: 'png', scale: 2, filename: holder.dataset.name },
    });
  };
  const redraw = () => { for (const holder of drawn) draw(holder); };

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting && !drawn.has(entry.target)) draw(entry.target);
  }, { rootMargin: '400px' });
  for (const holder of document.querySelectorAll('.figure')) seen.observe(holder);
  addEventListener('beforeprint', () => {
    paper = { theme: root.dataset.theme };
    root.dataset.theme = 'light';
    for (const holder of document.querySelectorAll('.figure')) draw(holder);
  });
  addEventListener('afterprint', () => {
    if (paper === null) return;
    root.dataset.theme = paper.theme;
    paper = null;
    redraw();
  });

  const setLanguage = (language) => {
    root.dataset.language = language;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = root.dataset[language === 'zh' ? 'titleZh' : 'titleEn'];
    redraw();
  };
  document.getElementById('language').addEventListener('click', () => setLanguage(root.dataset.language === 'en' ? 'zh' : 'en'));
  document.getElementById('theme').addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    redraw();
  });
  if (matchMedia('(prefers-color-scheme: dark)').matches) root.dataset.theme = 'dark';
  setLanguage(/^zh/i.test(root.dataset.opensIn || navigator.language) ? 'zh' : 'en');
})();
`;
