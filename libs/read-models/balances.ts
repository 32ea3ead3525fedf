import type { AllocationKey } from '@anslag/domain/accounts/account';
import { balanceFigureNames, balanceFigures, FigureSums, type BalanceFigure, type Figures } from './figures';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { table, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** Current balances, all effective dates counted; a row is there once an entry is. Other cuts are summed from `entries`. */
export const balancesTable = table({
  name: 'balances',
  columns: {
    year: 'integer',
    body_id: 'text',
    recipient_id: 'text',
    currency: 'text',
    kind: 'text',
    allocated: 'minor',
    reserved: 'minor',
    disbursed: 'minor',
    returned: 'minor',
    released: 'minor',
    carried_in: 'minor',
    carried_out: 'minor',
    prior_year: 'minor',
    remaining: 'minor',
  },
  primaryKey: ['year', 'body_id', 'recipient_id', 'currency', 'kind'],
  indexes: { balances_by_recipient: ['recipient_id'] },
});

declare module './database' {
  interface ReadTables {
    balances: RowsOf<typeof balancesTable>;
  }
}

interface BalanceKey {
  year: number;
  body_id: string;
  recipient_id: string;
  currency: string;
  kind: string;
}

interface Change {
  key: BalanceKey;
  sums: Figures<BalanceFigure>;
}

const figures = new FigureSums(balanceFigures);
const writer = new RowWriter(balancesTable, { add: balanceFigureNames });

export const balances: Projection = {
  name: 'balances',
  version: 1,
  handles: ['budget'],
  tables: [balancesTable],
  async fold(batch, tx) {
    const changes = new Map<string, Change>();
    for (const event of batch) {
      // The postings of an event are mostly on one allocation, and so on one row, which need not be looked up again.
      let known: AllocationKey | null = null;
      let change!: Change;
      for (const posting of event.postings) {
        const { allocation, currency } = posting;
        if (!allocation) continue;
        if (allocation !== known || currency !== change.key.currency)
          change = changeOf(changes, event, (known = allocation), currency);
        figures.add(change.sums, posting);
      }
    }
    await writer.write(
      tx,
      Array.from(changes.values(), ({ key, sums }) => ({ ...key, ...sums })),
    );
  },
};

function changeOf(
  changes: Map<string, Change>,
  { subject, budget }: RecordedEvent,
  { recipientId, kind }: AllocationKey,
  currency: string,
): Change {
  const name = `${subject} ${recipientId} ${currency} ${kind}`;
  const known = changes.get(name);
  if (known) return known;
  const key = { year: budget.year, body_id: budget.bodyId, recipient_id: recipientId, currency, kind };
  const change = { key, sums: figures.none() };
  changes.set(name, change);
  return change;
}
