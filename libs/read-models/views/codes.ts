import { bigint, boolean, text, type View } from './view';

export const codes: View = {
  name: 'codes',
  comment:
    "One row per code of a budget year's chart, as GET /budgets/{bodyId}/{year}/dimensions/{dimensionId}/codes has them. " +
    'What is booked on a code is in entries, under its dimensions.',
  columns: {
    body_id: text('The body whose budget it is.'),
    year: bigint('The budget year.'),
    dimension_id: text('The dimension, unique within body and year; entries name the code under it.'),
    dimension_name: text('What the dimension is called.', 'dimensions.name'),
    required: boolean('Whether everything that is decided must name a code of the dimension.', 'required = 1'),
    code: text('The code, unique within its dimension.'),
    name: text('What the code is called, or was when it was closed.', 'code_name'),
    status: text('open, or closed: nothing more is booked on it.'),
  },
  from: `(
  select
    year, body_id, dimension_id, code,
    (array_agg(status order by position desc))[1] as status,
    (array_agg(name order by position desc) filter (where name is not null))[1] as code_name
  from code_steps
  group by year, body_id, dimension_id, code
) as of_codes
join dimensions using (year, body_id, dimension_id)`,
};
