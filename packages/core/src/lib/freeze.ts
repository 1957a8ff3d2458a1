/** A frozen copy of a table and its rows, to hand out: a caller who got the table itself could change what every check goes by. */
export function frozenTable<Table extends Readonly<Record<string, object>>>(table: Table): Readonly<Table> {
  const rows = Object.entries(table).map(([name, row]) => [name, Object.freeze({ ...row })]);
  return Object.freeze(Object.fromEntries(rows));
}

/** Freezes plain data all the way down. The caller bounds how deep it nests. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof member === 'object') deepFreeze(member);
  }
  return Object.freeze(value);
}
