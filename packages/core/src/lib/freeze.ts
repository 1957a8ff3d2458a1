/** A frozen copy of a table and its rows, to hand out: whoever got the table itself could change what every check goes by. */
export function frozenTable<Table extends Readonly<Record<string, object>>>(table: Table): Readonly<Table> {
  const rows = Object.entries(table).map(([name, row]) => [name, Object.freeze({ ...row })]);
  return Object.freeze(Object.fromEntries(rows));
}
