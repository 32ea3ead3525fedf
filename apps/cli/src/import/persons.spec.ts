import type { Grant } from '@anslag/interchange/360giving/grant';
import { allocationIdOf } from '@anslag/interchange/published-id';
import { KnownAllocations, KnownParties, type KnownAllocation } from './books';
import { personIn } from './persons';

const grant = (id: string, individual = '360G-x-ind-1'): Grant => ({
  id,
  title: 'A grant',
  currency: 'GBP',
  amountAwarded: '10',
  awardDate: '2013-01-18',
  recipient: { id: individual, name: 'Anna Testsdotter', isIndividual: true },
  funder: { id: 'GB-LAE-TRF', name: 'Trafford' },
});

let parties: KnownParties;
let allocations: KnownAllocations;
const meant = (...grants: Grant[]) => personIn(grants, parties, () => allocations);

function booked(id: string, recipientId: string): void {
  const allocationId = allocationIdOf(id);
  allocations.add({ year: 2013, allocationId, recipientId, status: 'decided', replacedBy: null } as KnownAllocation);
}

beforeEach(() => {
  parties = new KnownParties();
  allocations = new KnownAllocations();
});

test('whoever bears the published id is meant, and nobody else who does not count as a person', () => {
  parties.add({ partyId: 'org', kind: 'other', identifiers: [{ scheme: '360G', id: 'x-ind-1' }] });
  expect(meant(grant('g-1'))).not.toBe('org');
  parties.add({ partyId: 'anna', kind: 'person', identifiers: [{ scheme: '360G', id: 'x-ind-1' }] });
  expect(meant(grant('g-1'))).toBe('anna');
});

test('somebody new gets an id that is made of the first grant, and tells nothing of who it is', () => {
  const id = meant(grant('g-1'), grant('g-2'));
  expect(id).toMatch(/^p-[0-9a-f]{20}$/);
  expect(meant(grant('g-1', '360G-x-other'))).toBe(id);
  expect(meant(grant('g-2'))).not.toBe(id);
});

test('another individual for the same grant is another person', () => {
  const first = meant(grant('g-1'));
  parties.add({ partyId: first, kind: 'person', identifiers: [{ scheme: '360G', id: 'x-ind-1' }] });
  booked('g-1', first);
  const second = meant(grant('g-1', '360G-x-ind-2'));
  expect(second).not.toBe(first);
  expect(second).toMatch(/^p-/);
});

test('an erased person keeps what is in the books, and is not brought back by another grant of theirs', () => {
  const first = meant(grant('g-1'));
  parties.add({ partyId: first, kind: 'person', erased: true, identifiers: [{ scheme: '360G', id: '(erased)' }] });
  booked('g-1', first);
  expect(meant(grant('g-1'))).toBe(first);
  expect(meant(grant('g-2'), grant('g-1'))).toBe(first);
  // Of whom nothing in the file is in the books nobody can say that it is the same.
  expect(meant(grant('g-2'))).not.toBe(first);
});
