import { latestNames, mergedParties, units } from './fragments';
import { unstatedYears } from './terms';
import { amount, bigint, integer, text, type View } from './view';

const figure = (name: string, comment: string) => amount(comment, name);

export const balances: View = {
  name: 'balances',
  comment:
    'One row per budget year, body, recipient, kind and currency that an entry or an unstated agreement stands behind, ' +
    'all effective dates counted, also where every figure is zero. As GET /balances grouped by all of these, but for ' +
    'recipients that are merged: their rows stay their own, and survivor_id says whom GET /balances counts them with. ' +
    'The figures are null, never 0, where nothing is booked and the agreement states no amount.',
  columns: {
    year: bigint('The budget year.'),
    body_id: text('The body whose budget it is.'),
    recipient_id: text('The party that the money goes to, as booked.'),
    recipient_name: text("The recipient's latest name, future ones too.", 'name'),
    kind: text('one-off or yearly.'),
    currency: text('ISO 4217. Add up amounts of one currency only.'),
    allocated: figure('allocated', 'Decided, plus and minus what was adjusted.'),
    reserved: figure('reserved', 'Proposed, and waiting for approval.'),
    disbursed: figure('disbursed', 'Paid out.'),
    returned: figure('returned', 'Paid back by the recipient; does not change remaining.'),
    released: figure('released', 'What left the commitment unused; adjustments not included.'),
    carried_in: figure('carried_in', 'Committed money brought forward from the year before.'),
    carried_out: figure('carried_out', 'Committed money carried to the next year.'),
    prior_year: figure('prior_year', 'What late corrections of closed years did to the commitment.'),
    remaining: figure(
      'remaining',
      'Still committed: allocated + carried_in − disbursed − released − carried_out + prior_year.',
    ),
    unstated_count: integer(
      'Years of agreements in the row whose amount is not stated: money that no figure holds.',
      'coalesce(unstated_count, 0)',
    ),
    survivor_id: text(
      'Who stands for the recipient now: itself where it is not merged. Group by it to count merged parties together.',
      'coalesce(counted_with, recipient_id)',
    ),
  },
  from: `balances
full join ${unstatedYears} as unstated using (year, body_id, recipient_id, currency, kind)
left join ${units} using (currency)
left join ${latestNames} on named = recipient_id
left join (select merged_id, counted_with from ${mergedParties} as all_up where is_last) as merged on merged_id = recipient_id`,
};
