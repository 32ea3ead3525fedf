import { formatMinor } from '@anslag/money/amount';
import { sql } from 'kysely';
import { budgetAt } from './budget-report';
import type { Cut } from './cut';
import { budgetFigures, budgetFigureNames, minorOf, sumOf, type BudgetFigure } from './figures';

/** What a programme, or with null what is under none, says of itself; amounts at the currency's full scale. */
export interface ProgrammeRow {
  programmeId: string | null;
  name: string | null;
  /** How what it has is kept to; of what no programme has the budget's. */
  control: string;
  appropriated: string;
  /** Moved to it from elsewhere in the budget, less what was moved away. */
  moved: string;
  /** null where it has no limit and spends of what no programme has. Those of all rows add up to the budget's. */
  available: string | null;
  reserved: string;
  committed: string;
  disbursed: string;
  returned: string;
  lapsed: string;
  carriedIn: string;
  carriedOut: string;
  transferredIn: string;
  transferredOut: string;
  priorYear: string;
}

export interface ProgrammesAnswer {
  bodyId: string;
  year: number;
  currency: string;
  /** The budget's revision, as known at the cut. */
  revision: string;
  /** By programmeId, what is under none last. */
  rows: ProgrammeRow[];
}

/** Sums over entries on AVAILABLE that say whether a programme keeps money, and how much was moved to it. */
const moved = { account: 'AVAILABLE', facts: ['moved'], sign: 1 } as const;
const funds = ['appropriated', 'carried-in', 'moved'] as const;

type Read = Record<BudgetFigure | 'moved' | 'funded', bigint | string | null> & { programme_id: string | null };

/** The programmes of a budget year as known at the cut, and what is under none; null where the budget was not open. */
export async function programmesAt(cut: Cut, bodyId: string, year: number): Promise<ProgrammesAnswer | null> {
  const budget = await budgetAt(cut, bodyId, year);
  if (!budget) return null;
  const { currency, revision } = budget;
  const opened = await cut.tx
    .selectFrom('programmes')
    .select(['programme_id', 'name', 'control'])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', cut.position)
    .orderBy('programme_id')
    .execute();
  const sums = await sumsAt(cut, bodyId, year);
  const all = [...sums.values()].reduce((total, { available }) => total + minorOf(available), 0n);
  let rest = all;
  const rows = opened.map(({ programme_id: programmeId, name, control }): ProgrammeRow => {
    const own = sums.get(programmeId);
    const available = minorOf(own?.available ?? null);
    const keeps = control !== 'none' || minorOf(own?.funded ?? null) > 0n;
    if (keeps) rest -= available;
    return {
      programmeId,
      name,
      control,
      ...figuresOf(own, currency),
      available: keeps ? formatMinor(available, currency) : null,
    };
  });
  const without = {
    programmeId: null,
    name: null,
    control: budget.control,
    ...figuresOf(sums.get(null), currency),
    available: budget.available === null ? null : formatMinor(rest, currency),
  };
  return { bodyId, year, currency, revision, rows: [...rows, without] };
}

async function sumsAt({ tx, position, effectiveAt }: Cut, bodyId: string, year: number) {
  const figures = budgetFigureNames.map((name) => sql`${sumOf(budgetFigures[name], effectiveAt)} as ${sql.ref(name)}`);
  const day = effectiveAt === null ? sql`` : sql` and effective_on <= ${effectiveAt}`;
  const { rows } = await sql<Read>`
    select programme_id, ${sql.join(figures)}, ${sumOf(moved, effectiveAt)} as moved,
      sum(case when account = 'AVAILABLE' and fact in (${sql.join(funds)})${day} then 1 else 0 end) as funded
    from entries
    where year = ${BigInt(year)} and body_id = ${bodyId} and position <= ${position}
    group by programme_id`.execute(tx);
  return new Map(rows.map((row) => [row.programme_id, row]));
}

function figuresOf(
  row: Read | undefined,
  currency: string,
): Omit<ProgrammeRow, 'programmeId' | 'name' | 'control' | 'available'> {
  const money = (name: BudgetFigure | 'moved') => formatMinor(minorOf(row?.[name] ?? null), currency);
  return {
    appropriated: money('appropriated'),
    moved: money('moved'),
    reserved: money('reserved'),
    committed: money('committed'),
    disbursed: money('disbursed'),
    returned: money('returned'),
    lapsed: money('lapsed'),
    carriedIn: money('carried_in'),
    carriedOut: money('carried_out'),
    transferredIn: money('transferred_in'),
    transferredOut: money('transferred_out'),
    priorYear: money('prior_year'),
  };
}
