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

  const openPort = (id) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port2);
    port2.addEventListener('message', ({ data }) => void tell({ type: 'port', id, data }));
    port2.addEventListener('close', () => void tell({ type: 'port-closed', id }));
    port2.start();
    return port1;
  };
  const hear = (message) => {
    if (message.type === 'port') ports.get(message.id)?.postMessage(message.data);
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
  void tell({ type: 'document' });
  const requireOfSandbox = (name) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`);
    return electron;
  };
  new Function('require', 'module', 'exports', preload)(requireOfSandbox, { exports: {} }, {});
};
