import { units } from './fragments';
import { amount, bigint, day, instant, integer, jsonb, text, type View } from './view';

export const entries: View = {
  name: 'entries',
  comment:
    'One row per posting: what every figure is the sum of, and so what to ask about another point in time. Cut on ' +
    'effective_on (when it holds) and on position (when the ledger knew it); the two are independent. All postings of one ' +
    'event add up to zero.',
  columns: {
    position: bigint("The event's place in the order in which the ledger learned of things; it has gaps."),
    line: integer('Counts the postings of one event, from 0.'),
    event_id: text('The event that made the posting.'),
    recorded_at: instant(
      'When it was recorded, by the clock of the store. Clocks step: the order is that of position.',
      'recorded_at',
    ),
    effective_on: day('The day from which it holds.'),
    voucher: text(
      'body/year/number: each budget has a series without gaps.',
      "body_id || '/' || year || '/' || revision + 1",
    ),
    year: bigint('The budget year.'),
    body_id: text('The body whose budget it is.'),
    recipient_id: text('The party that the money goes to; null where the posting is of no allocation.'),
    allocation_id: text('The allocation, unique within body and year; null where the posting is of none.'),
    kind: text("The allocation's kind: one-off or yearly."),
    fact: text(
      'What happened: appropriated, proposed, decided, adjusted, disbursed, returned, released, lapsed, carried-out, ' +
        'carried-in, transferred-out, transferred-in, moved (between programmes) or corrected. A reversal has the fact that it takes back.',
    ),
    account: text(
      'AUTHORITY, AVAILABLE, RESERVED, COMMITTED, DISBURSED, RECOVERED, LAPSED, CARRIED_IN, CARRIED_OUT, ' +
        'TRANSFERRED_IN, TRANSFERRED_OUT or PRIOR_YEAR.',
    ),
    amount: amount('Signed: what the posting adds to the account.', 'minor'),
    currency: text('ISO 4217. Add up amounts of one currency only.'),
    origin_year: integer('The year whose budget first decided the allocation; null where the posting is of none.'),
    concerns_year: integer('The closed year that a late correction is about; else null.'),
    programme_id: text('The programme of the budget that it is booked under; null where it is of none.'),
    dimensions: jsonb(
      "What it is coded with in the budget's chart: a code for each dimension, by name (dimensions ->> 'konto'). Null where it is with none.",
    ),
  },
  from: `entries
left join ${units} using (currency)`,
};
