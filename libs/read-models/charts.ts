import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { list, objectOf, optionalJson, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** The dimensions of budget years' charts. */
const dimensionsTable = table({
  name: 'dimensions',
  columns: {
    year: 'integer',
    body_id: 'text',
    dimension_id: 'text',
    name: 'text',
    /** 0 or 1. */
    required: 'integer',
    decision: 'text?',
    /** Of its opening. */
    position: 'integer',
  },
  primaryKey: ['year', 'body_id', 'dimension_id'],
});

/** Each opening and closing of a code; the last one up to a position says how it stood there. */
const codeStepsTable = table({
  name: 'code_steps',
  columns: {
    year: 'integer',
    body_id: 'text',
    dimension_id: 'text',
    code: 'text',
    position: 'integer',
    /** `open` or `closed`. */
    status: 'text',
    /** Of an opening. */
    name: 'text?',
  },
  primaryKey: ['year', 'body_id', 'dimension_id', 'code', 'position'],
});

declare module './database' {
  interface ReadTables {
    dimensions: RowsOf<typeof dimensionsTable>;
    code_steps: RowsOf<typeof codeStepsTable>;
  }
}

const dimensionWriter = new RowWriter(dimensionsTable);
const codeWriter = new RowWriter(codeStepsTable);

/** The charts of budget years: what their entries can be coded with. */
export const charts: Projection = {
  name: 'charts',
  version: 1,
  handles: ['budget'],
  tables: [dimensionsTable, codeStepsTable],
  async fold(batch, tx) {
    const dimensions: NewRow<typeof dimensionsTable>[] = [];
    const codes: NewRow<typeof codeStepsTable>[] = [];
    for (const event of batch)
      if (event.type === 'DimensionOpened') dimensions.push(dimensionRow(event));
      else if (event.type === 'CodesOpened' || event.type === 'CodesClosed') codes.push(...codeRows(event));
    await dimensionWriter.write(tx, dimensions);
    await codeWriter.write(tx, codes);
  },
};

const ofDimension = ({ data, budget, position }: RecordedEvent) => ({
  year: budget.year,
  body_id: budget.bodyId,
  dimension_id: text(data, 'dimensionId'),
  position,
});

function dimensionRow(event: RecordedEvent): NewRow<typeof dimensionsTable> {
  const { data } = event;
  const required = data['required'];
  if (typeof required !== 'boolean') throw new TypeError('required is not true or false');
  const decision = optionalJson(data, 'decision');
  return { ...ofDimension(event), name: text(data, 'name'), required: required ? 1 : 0, decision };
}

function codeRows(event: RecordedEvent): NewRow<typeof codeStepsTable>[] {
  const of = ofDimension(event);
  return list(event.data, 'codes').map((one) => {
    if (event.type === 'CodesClosed') return { ...of, code: text({ code: one }, 'code'), status: 'closed', name: null };
    const opened = objectOf(one, 'code');
    return { ...of, code: text(opened, 'code'), status: 'open', name: text(opened, 'name') };
  });
}
