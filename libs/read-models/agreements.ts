import type { Proration } from '@anslag/domain/agreement/events';
import { currentParties } from '@anslag/domain/agreement/parties';
import { standingOf } from '@anslag/domain/agreement/standing';
import { toMinor } from '@anslag/money/amount';
import { agreementOf, factOf, factRow, factsOf, factsTable, type Fact } from './agreement-facts';
import type { ReadTransaction } from './database';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { folded } from './searching';
import { integer, list, objectOf, optionalJson, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** Agreements as they are known now; what was known before is told from their facts. */
const agreementsTable = table({
  name: 'agreements',
  columns: {
    agreement_id: 'text',
    /** Of its registration. */
    position: 'integer',
    name: 'text',
    kind: 'text',
    body_id: 'text',
    /** JSON: the parties that have not left. */
    parties: 'text',
    decision: 'text?',
    /** JSON: as last recorded or extended. */
    term: 'text?',
    note: 'text?',
    /** The days of which one is its first, and its last, by all that is known; 0001-01-01 and 9999-12-31: unbounded. */
    starts_first: 'text',
    starts_last: 'text',
    ends_first: 'text',
    ends_last: 'text',
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
    proration: 'text',
    /** JSON: which index the amount follows, and from when. */
    indexation: 'text?',
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

/** Whom shares of an agreement's cost were ever recorded of, of whatever years. */
const bearersTable = table({
  name: 'agreement_bearers',
  columns: {
    agreement_id: 'text',
    position: 'integer',
    party_id: 'text',
  },
  primaryKey: ['agreement_id', 'position', 'party_id'],
  indexes: { agreement_bearers_by_party: ['party_id'] },
});

declare module './database' {
  interface ReadTables {
    agreement_bearers: RowsOf<typeof bearersTable>;
    agreements: RowsOf<typeof agreementsTable>;
    funding_terms: RowsOf<typeof termsTable>;
    agreement_allocations: RowsOf<typeof allocationsTable>;
  }
}

const agreementWriter = new RowWriter(agreementsTable, { add: [] });
const factWriter = new RowWriter(factsTable);
const termsWriter = new RowWriter(termsTable);
const bearerWriter = new RowWriter(bearersTable);
const allocationWriter = new RowWriter(allocationsTable);

export const agreements: Projection = {
  name: 'agreements',
  version: 5,
  handles: ['agreement', 'budget'],
  tables: [agreementsTable, factsTable, termsTable, bearersTable, allocationsTable],
  async fold(batch, tx) {
    const facts: NewRow<typeof factsTable>[] = [];
    const terms: NewRow<typeof termsTable>[] = [];
    const bearers: NewRow<typeof bearersTable>[] = [];
    const allocations: NewRow<typeof allocationsTable>[] = [];
    for (const event of batch) {
      if (event.category === 'budget') {
        const allocation = underAgreement(event);
        if (allocation) allocations.push(allocation);
        continue;
      }
      facts.push(factRow(event));
      if (event.type === 'FundingTermsRecorded') terms.push(termsRow(event));
      if (event.type === 'FundingSharesRecorded') bearers.push(...bearerRows(event));
    }
    await agreementWriter.write(tx, await agreementRows(tx, facts));
    await factWriter.write(tx, facts);
    await termsWriter.write(tx, terms);
    await bearerWriter.write(tx, bearers);
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

/** The agreements that some facts are of, as they are with those that were there before. */
async function agreementRows(tx: ReadTransaction, added: readonly NewRow<typeof factsTable>[]) {
  const first = added[0];
  if (!first) return [];
  const ids = [...new Set(added.map((row) => row.agreement_id))];
  const facts = await factsOf(tx, ids, BigInt(first.position));
  for (const row of added) facts.set(row.agreement_id, [...(facts.get(row.agreement_id) ?? []), factOf(row)]);
  return Array.from(facts, ([agreementId, own]) => agreementRow(agreementId, own));
}

function agreementRow(agreementId: string, facts: readonly Fact[]): NewRow<typeof agreementsTable> {
  const agreement = agreementOf(facts);
  const registration = facts[0]!.data as unknown as Json;
  const name = text(registration, 'name');
  const { starts, ends } = standingOf(agreement);
  const isTermSaid = Object.keys(agreement.term).length > 0;
  return {
    agreement_id: agreementId,
    position: facts[0]!.position,
    name,
    kind: text(registration, 'kind'),
    body_id: text(registration, 'bodyId'),
    parties: JSON.stringify(currentParties(agreement)),
    decision: optionalJson(registration, 'decision'),
    term: isTermSaid ? JSON.stringify(agreement.term) : null,
    note: optionalText(registration, 'note'),
    starts_first: starts.first,
    starts_last: starts.last,
    ends_first: ends.first,
    ends_last: ends.last,
    search: folded(name),
  };
}

function bearerRows({ data, position, subject }: RecordedEvent): NewRow<typeof bearersTable>[] {
  return list(data, 'shares').map((share) => ({
    agreement_id: subject,
    position,
    party_id: text(objectOf(share, 'share'), 'partyId'),
  }));
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
    proration: optionalText(data, 'proration') ?? ('none' satisfies Proration),
    indexation: optionalJson(data, 'indexation'),
    decision: optionalJson(data, 'decision'),
  };
}
