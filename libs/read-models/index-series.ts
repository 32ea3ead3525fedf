import type { IndexMeasure, IndexStatus, PublishedValue } from '@anslag/domain/index-series/events';
import { pageOf, type Cut, type Paging } from './cut';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { integer, list, objectOf, optionalText, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

const seriesTable = table({
  name: 'index_series',
  columns: {
    index_id: 'text',
    name: 'text',
    measure: 'text',
    publisher: 'text?',
    url: 'text?',
    note: 'text?',
    position: 'integer',
  },
  primaryKey: ['index_id'],
});

const publicationsTable = table({
  name: 'index_publications',
  columns: {
    index_id: 'text',
    position: 'integer',
    version: 'text',
    published_on: 'text?',
    url: 'text?',
    document_sha256: 'text?',
    note: 'text?',
  },
  primaryKey: ['index_id', 'position'],
});

/** What each publication says; of a year the latest up to a position counts. */
const valuesTable = table({
  name: 'index_values',
  columns: { index_id: 'text', year: 'integer', position: 'integer', value: 'text', status: 'text' },
  primaryKey: ['index_id', 'year', 'position'],
});

declare module './database' {
  interface ReadTables {
    index_series: RowsOf<typeof seriesTable>;
    index_publications: RowsOf<typeof publicationsTable>;
    index_values: RowsOf<typeof valuesTable>;
  }
}

const seriesWriter = new RowWriter(seriesTable);
const publicationWriter = new RowWriter(publicationsTable);
const valueWriter = new RowWriter(valuesTable);

/** The index series that amounts follow, and what was published of them. */
export const indexSeries: Projection = {
  name: 'index_series',
  version: 1,
  handles: ['index'],
  tables: [seriesTable, publicationsTable, valuesTable],
  async fold(batch, tx) {
    const series: NewRow<typeof seriesTable>[] = [];
    const publications: NewRow<typeof publicationsTable>[] = [];
    const values: NewRow<typeof valuesTable>[] = [];
    for (const event of batch) {
      if (event.type === 'IndexSeriesRegistered') series.push(seriesRow(event));
      else if (event.type === 'IndexPublished') {
        publications.push(publicationRow(event));
        values.push(...valueRows(event));
      } else throw new TypeError(`No index stream holds ${event.type}`);
    }
    await seriesWriter.write(tx, series);
    await publicationWriter.write(tx, publications);
    await valueWriter.write(tx, values);
  },
};

function seriesRow({ data, position, subject }: RecordedEvent): NewRow<typeof seriesTable> {
  return {
    index_id: subject,
    name: text(data, 'name'),
    measure: text(data, 'measure'),
    publisher: optionalText(data, 'publisher'),
    url: optionalText(data, 'url'),
    note: optionalText(data, 'note'),
    position,
  };
}

function publicationRow({ data, position, subject }: RecordedEvent): NewRow<typeof publicationsTable> {
  return {
    index_id: subject,
    position,
    version: text(data, 'version'),
    published_on: optionalText(data, 'publishedOn'),
    url: optionalText(data, 'url'),
    document_sha256: optionalText(data, 'documentSha256'),
    note: optionalText(data, 'note'),
  };
}

function valueRows({ data, position, subject }: RecordedEvent): NewRow<typeof valuesTable>[] {
  return list(data, 'values').map((one) => {
    const value = objectOf(one, 'value');
    return {
      index_id: subject,
      year: integer(value, 'year'),
      position,
      value: text(value, 'value'),
      status: text(value, 'status'),
    };
  });
}

export interface Series {
  indexId: string;
  name: string;
  measure: IndexMeasure;
  publisher: string | null;
  url: string | null;
  note: string | null;
  /** The latest published of each year, by year. */
  values: PublishedValue[];
}

export interface Publication {
  version: string;
  publishedOn: string | null;
  url: string | null;
  documentSha256: string | null;
  note: string | null;
  values: PublishedValue[];
}

const shown = ['index_id', 'name', 'measure', 'publisher', 'url', 'note'] as const;

/** The series in order of their ids, with their values as known at the cut. */
export async function seriesPage(cut: Cut, { limit, after }: Paging<string>) {
  let query = cut.tx.selectFrom('index_series').select(shown).where('position', '<=', cut.position);
  if (after !== null) query = query.where('index_id', '>', after);
  const read = await query
    .orderBy('index_id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, (row) => row.index_id);
  const said = await saidOf(
    cut,
    page.rows.map((row) => row.index_id),
  );
  return { series: page.rows.map((row) => seriesOf(row, said.get(row.index_id) ?? [])), after: page.after };
}

/** A series as known at the cut, with all that was published of it; null where it was not registered. */
export async function seriesAt(cut: Cut, indexId: string): Promise<(Series & { publications: Publication[] }) | null> {
  const row = await cut.tx
    .selectFrom('index_series')
    .select(shown)
    .where('index_id', '=', indexId)
    .where('position', '<=', cut.position)
    .executeTakeFirst();
  if (!row) return null;
  const said = (await saidOf(cut, [indexId])).get(indexId) ?? [];
  const publications = await cut.tx
    .selectFrom('index_publications')
    .select(['position', 'version', 'published_on', 'url', 'document_sha256', 'note'])
    .where('index_id', '=', indexId)
    .where('position', '<=', cut.position)
    .orderBy('position')
    .execute();
  return {
    ...seriesOf(row, said),
    publications: publications.map(({ position, version, published_on, url, document_sha256, note }) => ({
      version,
      publishedOn: published_on,
      url,
      documentSha256: document_sha256,
      note,
      values: said.filter((one) => one.position === position).map(valueOf),
    })),
  };
}

/** What is published of every series as known at the cut, by indexId: there are few. */
export async function publishedIn(cut: Cut): Promise<Map<string, Pick<Series, 'measure' | 'values'>>> {
  const all = new Map<string, Pick<Series, 'measure' | 'values'>>();
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<typeof seriesPage>> = await seriesPage(cut, { limit: 500, after });
    for (const one of page.series) all.set(one.indexId, one);
    after = page.after;
  }
  return all;
}

interface Said extends PublishedValue {
  position: bigint;
}

/** All that was published of series up to the cut, by year and then by publication. */
async function saidOf({ tx, position }: Cut, indexIds: readonly string[]): Promise<Map<string, Said[]>> {
  const said = new Map<string, Said[]>();
  if (indexIds.length === 0) return said;
  const rows = await tx
    .selectFrom('index_values as v')
    .innerJoin('index_publications as p', (join) =>
      join.onRef('p.index_id', '=', 'v.index_id').onRef('p.position', '=', 'v.position'),
    )
    .select(['v.index_id', 'v.year', 'v.position', 'v.value', 'v.status', 'p.version'])
    .where('v.index_id', 'in', padded(indexIds))
    .where('v.position', '<=', position)
    .orderBy('v.index_id')
    .orderBy('v.year')
    .orderBy('v.position')
    .execute();
  for (const { index_id, year, value, status, version, position: at } of rows) {
    const own = said.get(index_id) ?? [];
    said.set(index_id, own);
    own.push({ year: Number(year), value, status: status as IndexStatus, version, position: at });
  }
  return said;
}

function seriesOf({ index_id, measure, ...row }: Omit<NewRow<typeof seriesTable>, 'position'>, said: readonly Said[]) {
  const values = said.filter(({ year }, index) => said[index + 1]?.year !== year).map(valueOf);
  return { indexId: index_id, ...row, measure: measure as IndexMeasure, values };
}

const valueOf = ({ position: _, ...value }: Said): PublishedValue => value;
