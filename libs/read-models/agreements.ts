import type { Term } from '@anslag/domain/agreement/events';
import { toMinor } from '@anslag/money/amount';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { folded } from './searching';
import { integer, list, objectOf, optionalJson, optionalText, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

const agreementsTable = table({
  name: 'agreements',
  columns: {
    agreement_id: 'text',
    position: 'integer',
    name: 'text',
    kind: 'text',
    body_id: 'text',
    /** JSON, as the registration has them. */
    parties: 'text',
    decision: 'text?',
    term: 'text?',
    note: 'text?',
    search: 'text',
  },
  primaryKey: ['agreement_id'],
});

const termsTable = table({
  name: 'funding_terms',
  columns: {
    agreement_id: 'text',
    position: 'integer',
    recipient_id: 'text',
    amount: 'minor?',
    currency: 'text',
    first_year: 'integer',
    last_year: 'integer?',
    decision: 'text?',
  },
  primaryKey: ['agreement_id', 'position'],
});

/** Which allocations were decided or proposed under an agreement; their amounts are summed from `entries`. */
const allocationsTable = table({
  name: 'agreement_allocations',
  columns: {
    agreement_id: 'text',
    position: 'integer',
    body_id: 'text',
    year: 'integer',
    allocation_id: 'text',
    recipient_id: 'text',
  },
  primaryKey: ['agreement_id', 'position'],
});

declare module './database' {
  interface ReadTables {
    agreements: RowsOf<typeof agreementsTable>;
    funding_terms: RowsOf<typeof termsTable>;
    agreement_allocations: RowsOf<typeof allocationsTable>;
  }
}

const agreementWriter = new RowWriter(agreementsTable);
const termsWriter = new RowWriter(termsTable);
const allocationWriter = new RowWriter(allocationsTable);

export const agreements: Projection = {
  name: 'agreements',
  version: 1,
  handles: ['agreement', 'budget'],
  tables: [agreementsTable, termsTable, allocationsTable],
  async fold(batch, tx) {
    const registered: NewRow<typeof agreementsTable>[] = [];
    const terms: NewRow<typeof termsTable>[] = [];
    const allocations: NewRow<typeof allocationsTable>[] = [];
    for (const event of batch) {
      if (event.category === 'budget') {
        const allocation = underAgreement(event);
        if (allocation) allocations.push(allocation);
      } else if (event.type === 'AgreementRegistered') registered.push(agreementRow(event));
      else if (event.type === 'FundingTermsRecorded') terms.push(termsRow(event));
      else throw new TypeError(`No agreement stream holds ${event.type}`);
    }
    await agreementWriter.write(tx, registered);
    await termsWriter.write(tx, terms);
    await allocationWriter.write(tx, allocations);
  },
};

function underAgreement(event: RecordedEvent): NewRow<typeof allocationsTable> | null {
  // Reading the postings stops at a type that nobody knows: it might have been about an agreement.
  const [posting] = event.postings;
  if (event.type !== 'AllocationDecided' && event.type !== 'AllocationProposed') return null;
  const agreementId = optionalText(event.data, 'agreementId');
  if (agreementId === null) return null;
  const { bodyId, year } = event.budget;
  const { allocationId, recipientId } = posting!.allocation!;
  return {
    agreement_id: agreementId,
    position: event.position,
    body_id: bodyId,
    year,
    allocation_id: allocationId,
    recipient_id: recipientId,
  };
}

function agreementRow({ data, position, subject }: RecordedEvent): NewRow<typeof agreementsTable> {
  const name = text(data, 'name');
  const parties = list(data, 'parties');
  if (!parties.every((party) => typeof party === 'string')) throw new TypeError('parties are not ids');
  return {
    agreement_id: subject,
    position,
    name,
    kind: text(data, 'kind'),
    body_id: text(data, 'bodyId'),
    parties: JSON.stringify(parties),
    decision: optionalJson(data, 'decision'),
    term: optionalJson(data, 'term'),
    note: optionalText(data, 'note'),
    search: folded(name),
  };
}

function termsRow({ data, position, subject }: RecordedEvent): NewRow<typeof termsTable> {
  const currency = text(data, 'currency');
  const amount = optionalText(data, 'amount');
  return {
    agreement_id: subject,
    position,
    recipient_id: text(data, 'recipientId'),
    currency,
    amount: amount === null ? null : toMinor(amount, currency),
    first_year: integer(data, 'firstYear'),
    last_year: data['lastYear'] === undefined ? null : integer(data, 'lastYear'),
    decision: optionalJson(data, 'decision'),
  };
}

/** A term as the table holds it. */
export function termOf(stored: string | null): Term {
  return stored === null ? {} : (objectOf(JSON.parse(stored), 'term') as Term);
}
