const identifier = /^[A-Za-z_$][\w$]*$/;
const maxLineLength = 72;

/** A value as JavaScript source, as a person would write it. */
export function printLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'string') return printText(value);
  if (Array.isArray(value))
    return printList(
      value.map(item => printLiteral(item, `${indent}  `)),
      indent,
      '[]',
    );
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, member]) =>
      `${identifier.test(name) ? name : printText(name)}: ${printLiteral(member, `${indent}  `)}`,
  );
  return printList(members, indent, '{}');
}

function printText(text: string): string {
  const body = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return `'${body.replaceAll("'", "\\'")}'`;
}

function printList(items: readonly string[], indent: string, [open, close]: string): string {
  if (items.length === 0) return `${open}${close}`;
  const blank = open === '{' ? ' ' : '';
  const oneLine = `${open}${blank}${items.join(', ')}${blank}${close}`;
  if (oneLine.length <= maxLineLength && !oneLine.includes('\n')) return oneLine;
  return `${open}\n${items.map(item => `${indent}  ${item},\n`).join('')}${indent}${close}`;
}
