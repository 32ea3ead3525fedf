import { bigint, numeric, text, type View } from './view';

export const indexValues: View = {
  name: 'index_values',
  comment: 'One row per index series and year, as GET /index-series has them: the latest value that was published.',
  columns: {
    index_id: text('The series.'),
    name: text('What the series is called, with its base.'),
    measure: text('level: index numbers of one base. yearly-change: the change on the year before, in per cent.'),
    year: bigint('The year that the value is of.'),
    value: numeric('As it is published.'),
    status: text('preliminary, or final.'),
    version: text('The publication that it stands in.'),
  },
  from: `(
  select distinct on (index_id, year)
    index_id, year, value::numeric as value, status, index_publications.version
  from index_values
  join index_publications using (index_id, position)
  order by index_id, year, position desc
) as latest
join (select index_id, name, measure from index_series) as series using (index_id)`,
};
