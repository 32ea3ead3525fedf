import { balanceFigureNames, balanceFigures, FigureSums, type BalanceFigure, type Figures } from './figures';
import type { Projection } from './projection';
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

const figures = new FigureSums(balanceFigures);
const writer = new RowWriter(balancesTable, { add: balanceFigureNames });

export const balances: Projection = {
  name: 'balances',
  version: 1,
  handles: ['budget'],
  tables: [balancesTable],
  async fold(batch, tx) {
    const changes = new Map<string, { key: BalanceKey; sums: Figures<BalanceFigure> }>();
    for (const event of batch)
      for (const posting of event.postings) {
        const { allocation, currency } = posting;
        if (!allocation) continue;
        const { recipientId, kind } = allocation;
        const key = `${event.subject} ${recipientId} ${currency} ${kind}`;
        let change = changes.get(key);
        if (!change) {
          const { bodyId, year } = event.budget;
          const row = { year, body_id: bodyId, recipient_id: recipientId, currency, kind };
          change = { key: row, sums: figures.none() };
          changes.set(key, change);
        }
        figures.add(change.sums, posting);
      }
    await writer.write(
      tx,
      Array.from(changes.values(), ({ key, sums }) => ({ ...key, ...sums })),
    );
  },
};
