/**
 * The one text that stands for a plain value: comma text for a flat list where it can be read back, JSON, the documented
 * form, where it cannot.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value) && isReadableAsCommaText(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A parameter as it stands in a query string. */
export function encodeParameter(name: string, text: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
}

function isReadableAsCommaText(list: readonly unknown[]): boolean {
  return list.every(element => typeof element === 'string' && !/[,()[\]"]/.test(element));
}
