import { latestNames, units } from './fragments';
import { amount, bigint, boolean, day, text, type View } from './view';

export const dues: View = {
  name: 'dues',
  comment:
    'One row per thing that is still to come on an allocation, as GET /deadlines has them; the deadlines of agreements ' +
    'are not here.',
  columns: {
    year: bigint('The budget year that the allocation is in now.', 'dues.year'),
    body_id: text('The body whose budget it is.', 'dues.body_id'),
    allocation_id: text('Unique within body and year.', 'dues.allocation_id'),
    agreement_id: text('The agreement that the allocation is under, if any.', 'allocations.agreement_id'),
    kind: text(
      'report: one that the recipient owes. claim: money demanded back. instalment: money to be disbursed.',
      'dues.kind',
    ),
    subject_id: text('The dutyId of a report, the claimId of a claim, the instalmentId of an instalment.', 'item_id'),
    what: text('What is to be done, in words.'),
    party_id: text('The recipient, whose it is.', 'dues.recipient_id'),
    party_name: text("The recipient's latest name, future ones too.", 'names.name'),
    due_on: day('The last day for it.'),
    overdue: boolean('Whether that day has passed, by the database’s clock.', 'due_on::date < current_date'),
    withholds: boolean('Whether nothing is disbursed on the allocation while it is overdue.', 'withholds = 1'),
    amount: amount('What is outstanding of a claim or instalment.', '(dues.amount - settled)'),
    currency: text('ISO 4217, of the amount.', 'dues.currency'),
    after_duty_id: text('The reporting duty that an instalment waits for, if any.'),
  },
  from: `dues
join allocations using (allocation_id, year, body_id)
left join lateral (
  select coalesce(sum(replace(one ->> 'amount', '.', '')::bigint), 0) as settled
  from jsonb_array_elements(dues.settlements::jsonb) as one
) as settlements on true
left join ${units} on units.currency = dues.currency
left join ${latestNames} on named = dues.recipient_id
where dues.ended_at is null and dues.settled_on is null`,
};
