import { sql } from 'kysely';
import type { ReadTransaction } from '../database';
import { views } from './all';
import { viewsSchema } from './view';

/** The group role of everybody who may read the views, and nothing else. */
export const readerRole = 'anslag_reader';

/**
 * Makes the role where it is not there, and lets it read the views that are. Where this connection's user may make no roles,
 * says what somebody else must do; the views are there all the same.
 */
export async function prepareReaders(tx: ReadTransaction, role = readerRole): Promise<string | null> {
  // Roles belong to all databases of the server, so that somebody else may be making it just now: the end is the same.
  await sql`do ${sql.lit(`
    begin
      if not exists (select from pg_catalog.pg_roles where rolname = '${role}') then
        create role ${role} nologin;
      end if;
    exception
      when duplicate_object or unique_violation or insufficient_privilege then null;
    end`)}`.execute(tx);
  if (await letRead(tx, role)) return null;
  return (
    `The role ${role} is not there and the read models' user may not make it, so nobody else can read the views of the ` +
    `schema ${viewsSchema} yet: let a user with CREATEROLE run "CREATE ROLE ${role} NOLOGIN", then start the projector anew`
  );
}

/** Lets the role read the views that are there; false where there is no such role. */
export async function letRead(tx: ReadTransaction, role = readerRole): Promise<boolean> {
  const { rows: found } = await sql`select from pg_catalog.pg_roles where rolname = ${role}`.execute(tx);
  if (found.length === 0) return false;
  await sql`grant usage on schema ${sql.id(viewsSchema)} to ${sql.id(role)}`.execute(tx);
  const { rows } = await sql<{ name: string }>`
    select viewname as name from pg_catalog.pg_views where schemaname = ${viewsSchema}`.execute(tx);
  for (const { name } of rows)
    if (views.some((view) => view.name === name))
      await sql`grant select on ${sql.id(viewsSchema, name)} to ${sql.id(role)}`.execute(tx);
  return true;
}
