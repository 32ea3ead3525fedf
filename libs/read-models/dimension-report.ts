import { sql } from 'kysely';
import type { Cut } from './cut';
import { amounts } from './balance-report';
import { balanceFigureNames, balanceFigures, minorOf, sumOf, type BalanceFigure, type Figures } from './figures';

/** A dimension of a budget year's chart, with how many of its codes are open and closed. */
export interface DimensionRow {
  dimensionId: string;
  name: string;
  required: boolean;
  decision: unknown;
  open: number;
  closed: number;
}

export type CodeStatus = 'open' | 'closed';

export interface CodeRow {
  code: string;
  name: string;
  status: CodeStatus;
}

/** What is booked on a code; amounts at the currency's full scale. With a null code what is coded with none. */
export interface CodeBalanceRow extends DimensionFigures {
  code: string | null;
  /** null also where only an earlier year's chart has the code. */
  name: string | null;
  status: CodeStatus | null;
}

/** As of a balance row; `remaining` is what is committed on the code, from wherever it is then paid. */
export interface DimensionFigures {
  allocated: string;
  reserved: string;
  disbursed: string;
  returned: string;
  released: string;
  carriedIn: string;
  carriedOut: string;
  priorYear: string;
  remaining: string;
}

interface OfBudget {
  bodyId: string;
  year: number;
}

export interface DimensionBalances extends OfBudget {
  dimensionId: string;
  name: string;
  currency: string;
  /** By code, what is coded with none last. */
  rows: CodeBalanceRow[];
  /** Of all rows; the budget's own figures. */
  totals: DimensionFigures;
}

/** What is not there at the cut. */
type NotThere = 'budget-not-found' | 'dimension-not-found';

/** The chart of a budget year as known at the cut; null where the budget was not open. */
export async function chartAt(cut: Cut, bodyId: string, year: number) {
  if ((await currencyAt(cut, bodyId, year)) === null) return null;
  const opened = await dimensionsAt(cut, bodyId, year).orderBy('dimension_id').execute();
  const steps = await stepsAt(cut, bodyId, year, null);
  const rows = opened.map(({ dimension_id: dimensionId, name, required, decision }): DimensionRow => {
    const codes = [...(steps.get(dimensionId)?.values() ?? [])];
    const open = codes.filter(({ status }) => status === 'open').length;
    const said = {
      dimensionId,
      name,
      required: required === 1n,
      decision: decision && (JSON.parse(decision) as unknown),
    };
    return { ...said, open, closed: codes.length - open };
  });
  return { bodyId, year, rows };
}

/** The codes of a dimension as known at the cut, in their order; or what is not there. */
export async function codesAt(cut: Cut, bodyId: string, year: number, dimensionId: string) {
  const found = await dimensionAt(cut, bodyId, year, dimensionId);
  if (typeof found === 'string') return found;
  const codes = (await stepsAt(cut, bodyId, year, dimensionId)).get(dimensionId) ?? new Map<string, CodeRow>();
  return { bodyId, year, dimensionId, name: found.name, rows: inOrder([...codes.values()]) };
}

/**
 * What is booked on each code of a dimension at the cut. A code has a row where the budget has an entry on it that was known
 * by then; what is coded with none always has one, so that the rows add up to what the budget says.
 */
export async function dimensionBalancesAt(
  cut: Cut,
  bodyId: string,
  year: number,
  dimensionId: string,
): Promise<DimensionBalances | NotThere> {
  const found = await dimensionAt(cut, bodyId, year, dimensionId);
  if (typeof found === 'string') return found;
  const { name, currency } = found;
  const codes = (await stepsAt(cut, bodyId, year, dimensionId)).get(dimensionId);
  const byCode = new Map<string | null, Sums>([[null, none()]]);
  const all = none();
  for (const { dimensions, ...read } of await sumsAt(cut, bodyId, year)) {
    const code = codeIn(dimensions, dimensionId);
    const sums = byCode.get(code) ?? none();
    byCode.set(code, sums);
    for (const figure of balanceFigureNames) {
      const minor = minorOf(read[figure]);
      sums[figure] += minor;
      all[figure] += minor;
    }
  }
  const coded = [...byCode].flatMap(([code, sums]) => (code === null ? [] : [{ code, sums }]));
  const rows = inOrder(coded).map(({ code, sums }): CodeBalanceRow => {
    const { name: called = null, status = null } = codes?.get(code) ?? {};
    return { code, name: called, status, ...figuresOf(sums, currency) };
  });
  const without = { code: null, name: null, status: null, ...figuresOf(byCode.get(null)!, currency) };
  return { bodyId, year, dimensionId, name, currency, rows: [...rows, without], totals: figuresOf(all, currency) };
}

function codeIn(dimensions: string | null, dimensionId: string): string | null {
  const coding = dimensions === null ? {} : (JSON.parse(dimensions) as Record<string, string>);
  // A dimension may be called `constructor`.
  return Object.hasOwn(coding, dimensionId) ? coding[dimensionId]! : null;
}

type Sums = Figures<BalanceFigure>;

const none = (): Sums => Object.fromEntries(balanceFigureNames.map((name) => [name, 0n])) as Sums;

async function currencyAt({ tx, position }: Cut, bodyId: string, year: number): Promise<string | null> {
  const budget = await tx
    .selectFrom('budgets')
    .select('currency')
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('opened_at', '<=', position)
    .executeTakeFirst();
  return budget?.currency ?? null;
}

const dimensionsAt = ({ tx, position }: Cut, bodyId: string, year: number) =>
  tx
    .selectFrom('dimensions')
    .select(['dimension_id', 'name', 'required', 'decision'])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', position);

async function dimensionAt(cut: Cut, bodyId: string, year: number, dimensionId: string) {
  const currency = await currencyAt(cut, bodyId, year);
  if (currency === null) return 'budget-not-found';
  const found = await dimensionsAt(cut, bodyId, year).where('dimension_id', '=', dimensionId).executeTakeFirst();
  return found ? { name: found.name, currency } : 'dimension-not-found';
}

/** How each code stood at the cut, by dimension. A closed code is called as it last was. */
async function stepsAt({ tx, position }: Cut, bodyId: string, year: number, dimensionId: string | null) {
  let query = tx
    .selectFrom('code_steps')
    .select(['dimension_id', 'code', 'status', 'name'])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', position)
    .orderBy('position');
  if (dimensionId !== null) query = query.where('dimension_id', '=', dimensionId);
  const codes = new Map<string, Map<string, CodeRow>>();
  for (const { dimension_id: of, code, status, name } of await query.execute()) {
    const known = codes.get(of) ?? new Map<string, CodeRow>();
    codes.set(of, known);
    known.set(code, { code, name: name ?? known.get(code)!.name, status: status as CodeStatus });
  }
  return codes;
}

type Read = Record<BalanceFigure, bigint | string | null> & { dimensions: string | null };

/** The sums of what is coded alike: few, beside the entries. */
async function sumsAt({ tx, position, effectiveAt }: Cut, bodyId: string, year: number): Promise<Read[]> {
  const figures = balanceFigureNames.map(
    (name) => sql`${sumOf(balanceFigures[name], effectiveAt)} as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Read>`
    select dimensions, ${sql.join(figures)} from entries
    where year = ${BigInt(year)} and body_id = ${bodyId} and position <= ${position}
    group by dimensions`.execute(tx);
  return rows;
}

function figuresOf(sums: Sums, currency: string): DimensionFigures {
  for (const name of balanceFigureNames) minorOf(sums[name]);
  // Only a row without sums has figures that are null.
  return amounts(sums, currency) as DimensionFigures;
}

/** By code, byte by byte of its UTF-8: the same on every machine. */
const inOrder = <R extends { code: string }>(rows: R[]): R[] =>
  rows.sort((a, b) => Buffer.compare(Buffer.from(a.code), Buffer.from(b.code)));
