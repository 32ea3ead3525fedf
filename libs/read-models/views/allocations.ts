import { latestNames, mayCountIn, sumOfFigure, units, type FigureName } from './fragments';
import { amount, bigint, day, integer, jsonb, text, type View } from './view';

const figures = [
  'allocated',
  'reserved',
  'disbursed',
  'returned',
  'released',
  'remaining',
  'carried_in',
  'carried_out',
  'prior_year',
] as const satisfies FigureName[];

const figure = (name: (typeof figures)[number], comment: string) => amount(comment, `coalesce(${name}, 0)`);

/** The last that was said of something after the decision; else what was said at first. */
const latest = (name: string) => `coalesce(last_${name}, allocations.${name})`;

const last = (name: string) =>
  `(array_agg(${name} order by position desc) filter (where ${name} is not null))[1] as last_${name}`;

export const allocations: View = {
  name: 'allocations',
  comment:
    'One row per allocation that was proposed or decided, whatever became of it. As GET /allocations, all effective ' +
    'dates counted.',
  columns: {
    year: bigint('The budget year.', 'allocations.year'),
    body_id: text('The body whose budget it is.', 'allocations.body_id'),
    allocation_id: text('Unique within body and year.', 'allocations.allocation_id'),
    recipient_id: text('The party that the money goes to.'),
    recipient_name: text("The recipient's latest name, future ones too.", 'name'),
    kind: text('one-off or yearly.'),
    origin_year: integer('The year whose budget first decided it.'),
    status: text('waiting, decided, rejected, reversed, or moved to a later year.', latest('status')),
    currency: text('ISO 4217. Add up amounts of one currency only.'),
    amount: amount('As decided or proposed, whatever was adjusted, reversed or rejected since.', 'amount'),
    allocated: figure('allocated', 'Decided, plus and minus what was adjusted.'),
    reserved: figure('reserved', 'Proposed, and waiting for approval.'),
    disbursed: figure('disbursed', 'Paid out.'),
    returned: figure('returned', 'Paid back by the recipient.'),
    released: figure('released', 'What left the commitment unused; adjustments not included.'),
    remaining: figure('remaining', 'Still committed.'),
    effective_on: day('The day from which the decision holds.'),
    decision: jsonb('What was decided, as it was recorded: {bodyId, decidedOn, caseNumber, …}.'),
    agreement_id: text('The agreement that it is under, if any.'),
    supplement_to: text('The allocation that it adds to, or unknown.'),
    programme: text('The programme, if one was given.'),
    purposes: jsonb('A list of purposes.'),
    dimensions: jsonb("The funder's own dimensions, by name."),
    recipient_name_as_published: text("The recipient's name as the source has it.", latest('name_as_published')),
    title: text('The title, if one was given.', latest('title')),
    note: text('The note, if one was given.', latest('note')),
    replaces: text('The allocation that it was recorded instead of.'),
    replaced_by: text('The allocation that was recorded instead of it.', 'last_replaced_by'),
    voucher: text(
      'Of its decision or proposal: body/year/number.',
      "allocations.body_id || '/' || allocations.year || '/' || allocations.revision + 1",
    ),
    revision: bigint(
      "In the budget's stream, of the last event that decided, settled, reversed or described it.",
      'coalesce(last_revision, allocations.revision)',
    ),
    carried_in: figure('carried_in', 'Brought forward from the year before.'),
    carried_out: figure('carried_out', 'Carried to the next year.'),
    prior_year: figure('prior_year', 'What late corrections of closed years did to the commitment.'),
  },
  from: `allocations
left join (
  select year, body_id, allocation_id,
    ${['status', 'name_as_published', 'title', 'note', 'replaced_by'].map(last).join(',\n    ')},
    max(revision) as last_revision
  from allocation_steps
  group by year, body_id, allocation_id
) as steps using (year, body_id, allocation_id)
left join (
  select year, body_id, allocation_id, recipient_id,
    ${figures.map((name) => `${sumOfFigure(name)} as ${name}`).join(',\n    ')}
  from entries
  where allocation_id is not null and ${mayCountIn(figures)}
  group by year, body_id, allocation_id, recipient_id
) as figures using (year, body_id, allocation_id, recipient_id)
left join ${units} using (currency)
left join ${latestNames} on named = recipient_id`,
};
