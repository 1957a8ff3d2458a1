import { type ReactNode, useState } from 'react';
import { applyTheme, readTheme, type Theme } from '../lib/theme.ts';

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const icons: Readonly<Record<Theme, string>> = { system: '◐', light: '☀', dark: '☾' };

/** Switches between the themes: system, light, dark. */
export function ThemeToggle(): ReactNode {
  const [theme, setTheme] = useState(readTheme);
  const change = (): void => {
    applyTheme(next[theme]);
    setTheme(next[theme]);
  };
  return (
    <button type="button" className="button ghost" onClick={change} title={`Theme: ${theme}`}>
      <span aria-hidden="true">{icons[theme]}</span>
      <span className="visually-hidden">
        Theme: {theme}. Change to {next[theme]}
      </span>
    </button>
  );
}
