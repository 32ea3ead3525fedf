import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ReadTransaction } from '../database';
import { views as all } from './all';
import { lockViews } from './lock-views';
import { letRead } from './readers';
import { queryOf, quoted, viewsSchema, type View } from './view';

/** Which definition each view that is there has, and which are lifted. Stands beside the read models' tables. */
const placed = 'placed_views';

/**
 * Takes the views off some tables, so that others can be put in their place within the transaction. They stay, without a
 * row, until {@link putViews}: whatever users have made on top of them, and whom they have let read them, is kept.
 */
export async function liftViews(tx: ReadTransaction, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;
  const { rows } = await sql<{ name: string; empty: string }>`
    select view.relname as name, (
      select string_agg(
        format(
          'null::%s%s as %I',
          format_type(atttypid, atttypmod),
          case when attcollation <> 0 then ' collate ' || attcollation::regcollation end,
          attname
        ),
        ', ' order by attnum
      )
      from pg_catalog.pg_attribute
      where attrelid = view.oid and attnum > 0
    ) as empty
    from pg_catalog.pg_class view
    where view.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = ${viewsSchema})
      and view.relname in (${sql.join(all.map(({ name }) => name))})
      and exists (
        select from pg_catalog.pg_rewrite rule
        join pg_catalog.pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = rule.oid
        join pg_catalog.pg_class base on d.refclassid = 'pg_class'::regclass and d.refobjid = base.oid
        where rule.ev_class = view.oid and base.relname in (${sql.join([...tables])})
          and base.relnamespace = current_schema()::regnamespace
      )
    order by view.relname`.execute(tx);
  if (rows.length === 0) return;
  await lockViews(
    tx,
    rows.map(({ name }) => name),
  );
  for (const { name, empty } of rows)
    await sql`create or replace view ${sql.id(viewsSchema, name)} as select ${sql.raw(empty)} where false`.execute(tx);
  await sql`update ${sql.id(placed)} set lifted = true
    where name in (${sql.join(rows.map(({ name }) => name))})`.execute(tx);
}

/** Puts the views in place as this release has them, where they are not already; one whose tables are not there waits. */
export async function putViews(tx: ReadTransaction, views: readonly View[] = all): Promise<void> {
  await sql`create schema if not exists ${sql.id(viewsSchema)}`.execute(tx);
  await sql`create table if not exists ${sql.id(placed)} (
    name text primary key, definition text not null, lifted boolean not null
  )`.execute(tx);
  const { rows } = await sql<{ name: string } & Placed>`
    select name, ours.definition, lifted from ${sql.id(placed)} as ours
    join pg_catalog.pg_views on schemaname = ${viewsSchema} and viewname = name`.execute(tx);
  const there = new Map<string, Placed>(rows.map(({ name, ...one }) => [name, one]));
  const wanting = views.filter((view) => {
    const one = there.get(view.name);
    return !one || one.lifted || one.definition !== fingerprintOf(view);
  });
  if (wanting.length === 0) return;
  await lockViews(
    tx,
    wanting.map(({ name }) => name).filter((name) => there.has(name)),
  );
  for (const view of wanting) await put(tx, view, there.get(view.name));
  if (wanting.some(({ name }) => !there.has(name))) await letRead(tx);
}

interface Placed {
  definition: string;
  lifted: boolean;
}

async function put(tx: ReadTransaction, view: View, before: Placed | undefined): Promise<void> {
  const name = sql.id(viewsSchema, view.name);
  const query = sql.raw(queryOf(view));
  await sql`savepoint before_view`.execute(tx);
  try {
    await sql`create or replace view ${name} as ${query}`.execute(tx);
  } catch (error) {
    await sql`rollback to savepoint before_view`.execute(tx);
    switch ((error as { code?: string }).code) {
      case undefinedTable:
      case undefinedColumn:
        // A table is still of another version, until it is rebuilt. The view of before goes on; one that was lifted is taken
        // away, since no answer is better than none of the rows.
        if (before?.lifted ?? true) await sql`drop view if exists ${name}`.execute(tx);
        return;
      case invalidDefinition:
        // A column is gone or of another type. Where something of a user's stands on the view, this says what.
        await sql`drop view ${name}`.execute(tx);
        await sql`create view ${name} as ${query}`.execute(tx);
        await letRead(tx);
        break;
      default:
        throw error;
    }
  }
  // As it was before it was lifted: its comments stayed.
  if (before?.definition !== fingerprintOf(view)) await comment(tx, view);
  await sql`insert into ${sql.id(placed)} values (${view.name}, ${fingerprintOf(view)}, false)
    on conflict (name) do update set definition = excluded.definition, lifted = false`.execute(tx);
}

/** All in one statement: each on its own would be a round trip, while users wait. */
async function comment(tx: ReadTransaction, { name, comment: about, columns }: View): Promise<void> {
  const view = `${viewsSchema}.${name}`;
  const comments = Object.entries(columns).map(
    ([column, { comment: says }]) => `comment on column ${view}."${column}" is ${quoted(says)}`,
  );
  await sql.raw([`comment on view ${view} is ${quoted(about)}`, ...comments].join(';\n')).execute(tx);
}

const undefinedTable = '42P01';
const undefinedColumn = '42703';
const invalidDefinition = '42P16';

const fingerprintOf = (view: View): string =>
  createHash('sha256')
    .update(queryOf(view) + JSON.stringify(view))
    .digest('hex');
