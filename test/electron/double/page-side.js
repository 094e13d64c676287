/**
 * The page's side of the double, run before anything else in every document: what a preload can require, and the ends of the
 * ports that live in the page. Unlike in Electron the preload shares the page's world.
 */
globalThis.startElectronDouble = (preload) => {
  const tell = globalThis.electronDoubleTell;
  delete globalThis.startElectronDouble;
  if (window !== window.top || tell === undefined || location.protocol === 'about:') return;
  const listeners = new Map();
  const ports = new Map();
  const paths = new Map();

  const given = [];

  const openPort = (id) => {
    const { port1, port2 } = new MessageChannel();
    port2.addEventListener('message', ({ data }) => void tell({ type: 'port', id, data }));
    port2.start();
    ports.set(id, { post: (data) => port2.postMessage(data), close: () => port2.close() });
    given.push(id);
    return port1;
  };
  // A port that is posted arrives as another object. Electron tells it when its other end is gone; Chromium alone does not.
  window.addEventListener('message', ({ source, ports: arrived }) => {
    for (const port of source === window ? arrived : []) {
      const id = given.shift();
      const close = port.close.bind(port);
      port.close = () => {
        close();
        void tell({ type: 'port-closed', id });
      };
      const { post } = ports.get(id);
      ports.set(id, { post, close: () => port.dispatchEvent(new Event('close')) });
    }
  });
  const hear = (message) => {
    if (message.type === 'port') ports.get(message.id)?.post(message.data);
    else if (message.type === 'port-closed') ports.get(message.id)?.close();
    else {
      const event = { ports: message.ports.map(openPort) };
      for (const listen of listeners.get(message.channel) ?? []) listen(event, ...message.words);
    }
  };
  const electron = {
    ipcRenderer: {
      send: (channel, ...words) => void tell({ type: 'send', channel, words }),
      invoke: (channel, ...words) => tell({ type: 'invoke', channel, words }),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    contextBridge: {
      exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }),
    },
    webUtils: { getPathForFile: (file) => paths.get(file.name) ?? '' },
  };
  Object.defineProperty(window, 'electronDouble', { value: { hear, paths } });
  window.open = (url) => {
    void tell({ type: 'popup', url: String(new URL(url, location.href)) });
    return null;
  };
  // What a link downloads never passes the driver's routes, so the session is asked instead.
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (this.download === '' || this.protocol === 'blob:') return click.call(this);
    void tell({ type: 'download', url: this.href, name: this.download });
  };
  void tell({ type: 'document' });
  const requireOfSandbox = (name) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`);
    return electron;
  };
  new Function('require', 'module', 'exports', preload)(requireOfSandbox, { exports: {} }, {});
};
