/** Freezes a table and its rows: whoever imports it could otherwise change what every check goes by. */
export function frozenTable<Table extends Readonly<Record<string, object>>>(table: Table): Readonly<Table> {
  for (const row of Object.values(table)) Object.freeze(row);
  return Object.freeze(table);
}
