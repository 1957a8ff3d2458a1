import { MAX_JSON_NODES } from './limits.ts';

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf(value: unknown, isElement: (element: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= MAX_JSON_NODES && value.every(isElement);
}

export function isListOfNumberLists(value: unknown): value is number[][] {
  return isListOf(value, row => isListOf(row, cell => typeof cell === 'number'));
}
