import { views } from './all';
import { examples } from './examples';
import { readerRole } from './readers';
import { viewsSchema, type View } from './view';

/** docs/views.md: what users of the views read, from their one definition. */
export function viewsDocument(): string {
  return [introduction, `## Examples`, ...examples.map(exampleOf), ...views.map(sectionOf)].join('\n\n');
}

const introduction = `<!-- Made by "npm run views" from libs/read-models/views; not to be edited. -->

# The views of PostgreSQL

With \`ANSLAG_READ_DB=postgres://…\` the ledger keeps its read models in PostgreSQL, and these views of them in the schema
\`${viewsSchema}\`, for Grafana, Metabase and whatever else speaks SQL. They are part of the product: columns are only added, at the
end, unless the changelog says otherwise. The tables behind them (schema \`anslag_read\`) are not, and change without notice. The same
text stands in the database, as comments on the views and their columns.

- **What they say is what the HTTP API says**, under the same names in snake_case, from all events that were folded so far. They
  follow the ledger within a fraction of a second; \`SELECT max(position) FROM anslag.audit_trail\` is how far they are.
- **Amounts** are \`numeric\` in the currency's own decimals, never rounded. Add up amounts of one currency only. Null means not
  stated or not applicable, never 0.
- **Two axes.** \`effective_on\` is the day from which a thing holds, \`position\` (and \`recorded_at\`) when the ledger learned of it. The
  views other than \`entries\` and \`audit_trail\` say what is known now, all effective dates counted, future ones too.
- **Rebuilds** put other tables under the views while these stay: queries wait for a moment, and then go on. Own views on top of
  them, and whom they were granted to, stay as well. A long query or an open transaction holds a rebuild up; read in short ones. A transaction of isolation
  \`REPEATABLE READ\` that reads several views begins with \`LOCK TABLE anslag.balances, anslag.entries IN ACCESS SHARE MODE\`.

## Who may read them

The role \`${readerRole}\` may read the views, and nothing else; it cannot log in. To let a person or a tool read:

\`\`\`sql
CREATE ROLE grafana LOGIN PASSWORD '…';
GRANT ${readerRole} TO grafana;
\`\`\`

The ledger makes the role when it starts. Where its own user lacks \`CREATEROLE\` it logs a warning and goes on; then a user who has it
runs \`CREATE ROLE ${readerRole} NOLOGIN\` once, and the role may read from the next start on. The views read with their owner's rights
(\`security_invoker\` is off): whoever reads them sees all rows, \`audit_trail\` included.

A Grafana dashboard on them is [docker/grafana/dashboards/anslag.json](../docker/grafana/dashboards/anslag.json).`;

const exampleOf = ({ title, sql, note }: (typeof examples)[number]): string =>
  [`### ${title}`, `\`\`\`sql\n${sql}\n\`\`\``, ...(note === undefined ? [] : [note])].join('\n\n');

function sectionOf({ name, comment, columns }: View): string {
  const rows = Object.entries(columns).map(([column, { type, comment: says }]) => {
    return `| \`${column}\` | ${type} | ${says.replaceAll('|', '\\|')} |`;
  });
  const table = ['| column | type | what it says |', '| --- | --- | --- |', ...rows].join('\n');
  return `## ${viewsSchema}.${name}\n\n${comment}\n\n${table}`;
}
