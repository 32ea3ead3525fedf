import { formatMinor } from '@anslag/money/amount';
import type { Account, Fact } from '@anslag/domain/accounts/account';
import { sql, type RawBuilder } from 'kysely';
import { pageOf, type Cut, type Paging } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';
import { isOf, Mergers } from './mergers';
import { nameAt, namesOf } from './parties';
import { padded } from './searching';
import { totalsOf, type StatementTotals } from './statement-totals';

export interface StatementFilters {
  year: number | null;
  bodyId: string | null;
  /** Lines effective from this day on; those before it are in the opening balance. */
  from: string | null;
  to: string | null;
}

/** One entry between the funder and the recipient. Amounts at full scale. */
export interface StatementLine {
  position: string;
  recordedAt: string;
  effectiveOn: string;
  year: number;
  bodyId: string;
  /** Whom it was booked on: the party itself, or one merged into it. */
  recipientId: string;
  /** `{bodyId}/{year}/{number}`. */
  voucher: string;
  allocationId: string;
  kind: string;
  /** What was recorded, and why where a reason was given. */
  type: string | null;
  reason: string | null;
  fact: string;
  account: string;
  /** What it adds to its fact's figure: a disbursement is positive, a reversal has the opposite sign of what it takes back. */
  amount: string;
  /** What it adds to what remains committed; zero for a return. */
  change: string;
  currency: string;
  /** What remains committed in this currency after the line. */
  remaining: string;
}

/** Where a line stands: by effective day, then in the order of recording. */
export type StatementKey = readonly [effectiveOn: string, position: bigint, line: number];

export interface Statement {
  name: string;
  /** Those merged into the party by then, whose entries are among the lines. */
  mergedFrom: string[];
  lines: StatementLine[];
  totals: StatementTotals[];
  after: StatementKey | null;
}

/** Facts that take money out of the commitment: their figures count it positive. */
const outgoing: readonly string[] = ['disbursed', 'released', 'returned', 'carried-out'] satisfies Fact[];

/**
 * A recipient's statement at the cut: each posting on the commitment, and on what was paid back, which leaves the commitment
 * as it is. Proposals that wait are no commitment yet and are not in it. Null where the party is not known at the cut.
 */
export async function statementOf(
  cut: Cut,
  partyId: string,
  filters: StatementFilters,
  { limit, after }: Paging<StatementKey>,
): Promise<Statement | null> {
  const names = (await namesOf(cut, [partyId])).get(partyId);
  if (!names) return null;
  const mergers = await Mergers.at(cut, partyId);
  const scope = scopeOf(cut, mergers.members!, filters);
  const read = await linesAfter(cut, scope, filters.from, limit + 1, after);
  const page = pageOf(read, limit, keyOf);
  const remaining = await remainingBefore(cut, scope, filters.from, after);
  const told = await toldOf(cut, page.rows);
  return {
    name: nameAt(names, cut.effectiveAt)!,
    mergedFrom: mergers.mergedFrom(partyId),
    lines: page.rows.map((row) => {
      const change = row.account === ('COMMITTED' satisfies Account) ? row.minor : 0n;
      const sum = minorOf((remaining.get(row.currency) ?? 0n) + change);
      remaining.set(row.currency, sum);
      return shown(row, change, sum, told.get(row.position));
    }),
    totals: await totalsOf(cut, scope, filters.from),
    after: page.after,
  };
}

interface Line {
  position: bigint;
  line: bigint;
  revision: bigint;
  recorded_at: bigint;
  effective_on: string;
  body_id: string;
  year: bigint;
  recipient_id: string;
  allocation_id: string;
  kind: string;
  fact: string;
  account: string;
  minor: bigint;
  currency: string;
}

const keyOf = ({ effective_on, position, line }: Line): StatementKey => [effective_on, position, Number(line)];

/** All that the statement counts: its lines and what came before `from`. */
function scopeOf(
  { position, effectiveAt }: Cut,
  members: readonly string[],
  { year, bodyId, to }: StatementFilters,
): RawBuilder<unknown> {
  return sql.join(
    [
      ...isOf(members),
      sql`position <= ${position} and account in ('COMMITTED', 'RECOVERED')`,
      ...(effectiveAt === null ? [] : [sql`effective_on <= ${effectiveAt}`]),
      ...(to === null ? [] : [sql`effective_on <= ${to}`]),
      ...(year === null ? [] : [sql`year = ${BigInt(year)}`]),
      ...(bodyId === null ? [] : [sql`body_id = ${bodyId}`]),
    ],
    sql` and `,
  );
}

async function linesAfter(
  { tx }: Cut,
  scope: RawBuilder<unknown>,
  from: string | null,
  limit: number,
  after: StatementKey | null,
): Promise<Line[]> {
  const begin = from === null ? sql`` : sql`and effective_on >= ${from}`;
  const beyond = after === null ? sql`` : sql`and (effective_on, position, line) > (${bound(after)})`;
  const { rows } = await sql<Line>`select position, line, revision, recorded_at, effective_on, body_id, year,
      recipient_id, allocation_id, kind, fact, account, minor, currency
    from entries where ${scope} ${begin} ${beyond} order by effective_on, position, line limit ${limit}`.execute(tx);
  return rows;
}

const bound = ([day, position, line]: StatementKey) => sql.join([day, position, BigInt(line)]);

/** What remained, by currency, before the page: all that came before `from`, and the pages before. */
async function remainingBefore(
  { tx }: Cut,
  scope: RawBuilder<unknown>,
  from: string | null,
  after: StatementKey | null,
): Promise<Map<string, bigint>> {
  if (from === null && after === null) return new Map();
  const earlier =
    after === null ? sql`effective_on < ${from}` : sql`(effective_on, position, line) <= (${bound(after)})`;
  const { rows } = await sql<{ currency: string; remaining: bigint | string }>`
    select currency, ${sumOf(balanceFigures.remaining, null)} as remaining
    from entries where ${scope} and ${earlier} group by currency order by currency`.execute(tx);
  return new Map(rows.map(({ currency, remaining }) => [currency, minorOf(remaining)]));
}

interface Told {
  type: string;
  reason: string | null;
}

/** What the audit trail says of the lines' events. */
async function toldOf({ tx }: Cut, lines: readonly Line[]): Promise<Map<bigint, Told>> {
  if (lines.length === 0) return new Map();
  const rows = await tx
    .selectFrom('audit_trail')
    .select(['position', 'type', 'reason'])
    .where('position', 'in', padded([...new Set(lines.map(({ position }) => position))]))
    .execute();
  return new Map(rows.map(({ position, type, reason }) => [position, { type, reason }]));
}

function shown(row: Line, change: bigint, remaining: bigint, told: Told | undefined): StatementLine {
  const { currency, fact, account, minor } = row;
  return {
    position: String(row.position),
    recordedAt: new Date(Number(row.recorded_at)).toISOString(),
    effectiveOn: row.effective_on,
    year: Number(row.year),
    bodyId: row.body_id,
    recipientId: row.recipient_id,
    voucher: `${row.body_id}/${row.year}/${row.revision + 1n}`,
    allocationId: row.allocation_id,
    kind: row.kind,
    type: told?.type ?? null,
    reason: told?.reason ?? null,
    fact,
    account,
    amount: formatMinor(outgoing.includes(fact) ? -minor : minor, currency),
    change: formatMinor(change, currency),
    currency,
    remaining: formatMinor(remaining, currency),
  };
}
