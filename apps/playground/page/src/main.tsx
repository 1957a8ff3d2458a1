import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readTheme } from './lib/theme.ts';
import './styles/index.css';

document.documentElement.dataset.theme = readTheme();
// The built page opens without a network after its first load. Without a worker, nothing else changes.
if (import.meta.env.PROD) navigator.serviceWorker?.register('/offline-worker.js').catch(() => {});
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
