import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNEL, type PageRequest } from '../channels.ts';

/** Everything that the page can reach of the desktop. No path and no Node module ever gets through. */

let hear: ((request: PageRequest) => void) | undefined;
const early: PageRequest[] = [];

ipcRenderer.on(CHANNEL.request, (_event, request: PageRequest) => {
  if (hear === undefined) early.push(request);
  else hear(request);
});

// A port cannot cross the bridge by itself; "/" stands for this window's own origin.
ipcRenderer.on(CHANNEL.port, (event) => window.postMessage(CHANNEL.port, '/', event.ports));

contextBridge.exposeInMainWorld('causeway', {
  connect: () => ipcRenderer.send(CHANNEL.connect),
  // Only a file that a person dropped or picked has a path; one that a script made has none.
  offer: (file: File) => ipcRenderer.invoke(CHANNEL.offer, webUtils.getPathForFile(file)),
  onRequest(listener: (request: PageRequest) => void) {
    hear = listener;
    for (const request of early.splice(0)) listener(request);
  },
});
