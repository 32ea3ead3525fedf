import { toMinor } from '@anslag/money/amount';
import { budgetFigureNames, budgetFigures, FigureSums, type BudgetFigure, type Figures } from './figures';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { day, objectOf, optionalJson, optionalText, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { transferRow, transfersTable } from './transfer-steps';
import { RowWriter } from './write-rows';

const budgetsTable = table({
  name: 'budgets',
  columns: {
    year: 'integer',
    body_id: 'text',
    currency: 'text',
    control: 'text',
    /** JSON, as the opening has it. */
    approval: 'text',
    opened_at: 'integer',
  },
  primaryKey: ['year', 'body_id'],
});

/** Current figures of each budget, all effective dates counted, and its stream's revision. */
const totalsTable = table({
  name: 'budget_totals',
  columns: {
    year: 'integer',
    body_id: 'text',
    revision: 'integer',
    appropriated: 'minor',
    available: 'minor',
    reserved: 'minor',
    committed: 'minor',
    disbursed: 'minor',
    returned: 'minor',
    lapsed: 'minor',
    carried_in: 'minor',
    carried_out: 'minor',
    transferred_in: 'minor',
    transferred_out: 'minor',
    prior_year: 'minor',
  },
  primaryKey: ['year', 'body_id'],
});

/** Revisions of the budgets' events that post nothing: `entries` has all others. */
const unpostedTable = table({
  name: 'unposted_events',
  columns: { year: 'integer', body_id: 'text', position: 'integer', revision: 'integer' },
  primaryKey: ['year', 'body_id', 'position'],
});

/** Each step of an appropriation, proposed first; the last one up to a position says how it stood there. */
const appropriationsTable = table({
  name: 'appropriations',
  columns: {
    year: 'integer',
    body_id: 'text',
    position: 'integer',
    appropriation_id: 'text',
    step: 'text',
    programme_id: 'text?',
    kind: 'text?',
    amount: 'minor?',
    effective_on: 'text?',
    decision: 'text?',
  },
  primaryKey: ['year', 'body_id', 'position'],
});

/** The programmes that budget years have opened. */
const programmesTable = table({
  name: 'programmes',
  columns: {
    year: 'integer',
    body_id: 'text',
    programme_id: 'text',
    name: 'text',
    control: 'text',
    /** Of its opening. */
    position: 'integer',
  },
  primaryKey: ['year', 'body_id', 'programme_id'],
});

/** Each step that a budget year has taken on its way to being closed. */
const stepsTable = table({
  name: 'budget_steps',
  columns: {
    year: 'integer',
    body_id: 'text',
    position: 'integer',
    status: 'text',
    /** JSON, of the step that closed it. */
    seal: 'text?',
  },
  primaryKey: ['year', 'body_id', 'position'],
});

declare module './database' {
  interface ReadTables {
    budgets: RowsOf<typeof budgetsTable>;
    budget_totals: RowsOf<typeof totalsTable>;
    unposted_events: RowsOf<typeof unpostedTable>;
    appropriations: RowsOf<typeof appropriationsTable>;
    budget_steps: RowsOf<typeof stepsTable>;
    programmes: RowsOf<typeof programmesTable>;
  }
}

const figures = new FigureSums(budgetFigures);
const budgetWriter = new RowWriter(budgetsTable);
const totalsWriter = new RowWriter(totalsTable, { add: budgetFigureNames });
const unpostedWriter = new RowWriter(unpostedTable);
const stepWriter = new RowWriter(stepsTable);
const programmeWriter = new RowWriter(programmesTable);
const transferWriter = new RowWriter(transfersTable);
const appropriationWriter = new RowWriter(appropriationsTable);

/** What an event does to an appropriation. */
const steps: Readonly<Record<string, Step>> = {
  AppropriationProposed: 'proposed',
  AppropriationRecommended: 'recommended',
  AppropriationAdopted: 'adopted',
  AppropriationRejected: 'rejected',
  AppropriationReversed: 'reversed',
};

export type Step = 'proposed' | 'recommended' | 'adopted' | 'rejected' | 'reversed';

export type BudgetStatus = 'open' | 'locked' | 'carrying' | 'carried' | 'closed';

/** What an event makes of its budget year. */
const statuses: Readonly<Record<string, BudgetStatus>> = {
  BudgetLocked: 'locked',
  BudgetUnlocked: 'open',
  CarryForwardBegun: 'carrying',
  CarryForwardCompleted: 'carried',
  BudgetClosed: 'closed',
};

export const budgets: Projection = {
  name: 'budgets',
  version: 4,
  handles: ['budget'],
  tables: [budgetsTable, totalsTable, unpostedTable, appropriationsTable, stepsTable, transfersTable, programmesTable],
  async fold(batch, tx) {
    const opened: NewRow<typeof budgetsTable>[] = [];
    const unposted: NewRow<typeof unpostedTable>[] = [];
    const appropriations: NewRow<typeof appropriationsTable>[] = [];
    const taken: NewRow<typeof stepsTable>[] = [];
    const transfers: NewRow<typeof transfersTable>[] = [];
    const programmes: NewRow<typeof programmesTable>[] = [];
    const totals = new Map<string, { event: RecordedEvent; sums: Figures<BudgetFigure> }>();
    for (const event of batch) {
      const { postings, position, revision } = event;
      const { bodyId, year } = event.budget;
      const total = totals.get(event.subject) ?? { event, sums: figures.none() };
      totals.set(event.subject, total);
      total.event = event;
      for (const posting of postings) figures.add(total.sums, posting);
      if (postings.length === 0) unposted.push({ year, body_id: bodyId, position, revision });
      if (event.type === 'BudgetOpened') opened.push(budgetRow(event));
      if (event.type === 'ProgrammeOpened') programmes.push(programmeRow(event));
      const step = steps[event.type];
      const status = statuses[event.type];
      if (status) taken.push({ year, body_id: bodyId, position, status, seal: optionalJson(event.data, 'seal') });
      const transfer = transferRow(event);
      if (transfer) transfers.push(transfer);
      if (step) appropriations.push(appropriationRow(event, step));
    }
    await budgetWriter.write(tx, opened);
    await unpostedWriter.write(tx, unposted);
    await appropriationWriter.write(tx, appropriations);
    await stepWriter.write(tx, taken);
    await transferWriter.write(tx, transfers);
    await programmeWriter.write(tx, programmes);
    await totalsWriter.write(
      tx,
      Array.from(totals.values(), ({ event: { budget, revision }, sums }) => ({
        year: budget.year,
        body_id: budget.bodyId,
        revision,
        ...sums,
      })),
    );
  },
};

function budgetRow({ data, budget, position }: RecordedEvent): NewRow<typeof budgetsTable> {
  const { bodyId, year } = budget;
  const approval = JSON.stringify(objectOf(data['approval'], 'approval'));
  const [currency, control] = [text(data, 'currency'), text(data, 'control')];
  return { year, body_id: bodyId, currency, control, approval, opened_at: position };
}

function programmeRow({ data, budget, position }: RecordedEvent): NewRow<typeof programmesTable> {
  const { bodyId, year } = budget;
  const programme = {
    programme_id: text(data, 'programmeId'),
    name: text(data, 'name'),
    control: text(data, 'control'),
  };
  return { year, body_id: bodyId, ...programme, position };
}

function appropriationRow({ data, budget, position }: RecordedEvent, step: Step): NewRow<typeof appropriationsTable> {
  const amount = step === 'rejected' ? null : optionalText(data, 'amount');
  return {
    year: budget.year,
    body_id: budget.bodyId,
    position,
    appropriation_id: text(data, 'appropriationId'),
    step,
    programme_id: optionalText(data, 'programmeId'),
    kind: step === 'rejected' ? null : text(data, 'kind'),
    amount: amount === null ? null : toMinor(amount, text(data, 'currency')),
    effective_on: step === 'adopted' ? day(data, 'effectiveOn') : null,
    decision: optionalJson(data, 'decision'),
  };
}
