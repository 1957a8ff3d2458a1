import { createElement, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { createCredentialSource } from '../../src/index.ts';
import { CredentialProvider, useCredential } from '../../src/react/index.ts';

// In React 18, only `Provider` is a component. In React 19, it is the context itself, so that no other test sees the difference.
vi.mock('react', async importOriginal => {
  const react = await importOriginal<typeof import('react')>();
  return {
    ...react,
    createContext: <Value>(value: Value) => ({ Provider: react.createContext(value) }),
    useContext: <Value>({ Provider }: { Provider: React.Context<Value> }) => react.useContext(Provider),
  };
});

function Status(): ReactElement {
  return createElement('output', null, useCredential().status);
}

test('the provider renders in React 18', () => {
  const create = () => createCredentialSource({ load: () => Promise.reject(new Error('not used')) });
  const page = createElement(CredentialProvider, { create }, createElement(Status));
  expect(renderToString(page)).toBe('<output>idle</output>');
});
