import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import { App } from './app/App.tsx';
import './app/base.css';
import { openTransport } from './client/open-transport.ts';
import { openSession } from './client/session.ts';

const holder = document.getElementById('root');
if (holder === null) throw new Error('The page has no place to stand in.');
createRoot(holder).render(
  <StrictMode>
    <App session={openSession(openTransport())} />
  </StrictMode>,
);
