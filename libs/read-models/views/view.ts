/** The schema of the views that users query. What stands there is part of the product. */
export const viewsSchema = 'anslag';

export type ColumnType = 'integer' | 'bigint' | 'numeric' | 'text' | 'date' | 'timestamptz' | 'jsonb' | 'boolean';

export interface ViewColumn {
  readonly type: ColumnType;
  /** What it says: in the database's own comment and in docs/views.md. */
  readonly comment: string;
  /** Where it comes from, in the terms of the view's `from`; the column there of the same name unless said. */
  readonly sql?: string;
}

/**
 * A view, told once: its SQL, its comments in the database and its documentation all follow from this. Columns have the
 * names that the HTTP API has, in snake_case. New ones go last: users' own views may stand on it.
 */
export interface View {
  readonly name: string;
  /** What one row is. */
  readonly comment: string;
  readonly columns: Readonly<Record<string, ViewColumn>>;
  readonly from: string;
}

/** Text of a kind of column: its comment and, where it is not simply the column of that name, its SQL. */
const columnOf =
  (type: ColumnType) =>
  (comment: string, sql?: string): ViewColumn => ({ type, comment, ...(sql !== undefined && { sql }) });

export const integer = columnOf('integer');
export const bigint = columnOf('bigint');
export const numeric = columnOf('numeric');
export const text = columnOf('text');
export const boolean = columnOf('boolean');
export const jsonb = columnOf('jsonb');
export const day = columnOf('date');

/** Money, from minor units: the view's `from` must have joined the currencies' units. */
export const amount = (comment: string, minor: string): ViewColumn => ({
  type: 'numeric',
  comment,
  sql: `${minor} * unit`,
});

/** An instant, from ms since 1970: exact, where seconds as a floating-point number would be rounded. */
export const instant = (comment: string, ms: string): ViewColumn => ({
  type: 'timestamptz',
  comment,
  sql: `timestamptz 'epoch' + ${ms} * interval '1 millisecond'`,
});

export function queryOf({ columns, from }: View): string {
  const shown = Object.entries(columns).map(
    ([name, { type, sql }]) => `  (${sql ?? `"${name}"`})::${type} as "${name}"`,
  );
  return `select\n${shown.join(',\n')}\nfrom ${from}`;
}

export const quoted = (literal: string): string => `'${literal.replaceAll("'", "''")}'`;
