import type { Grant } from '@anslag/interchange/360giving/grant';
import { allocationIdOf } from '@anslag/interchange/published-id';
import { KnownAllocations, KnownParties, type KnownAllocation } from './books';
import { dimension } from './commands';
import { keptAsDecided, planGrant } from './plan-grant';

const grant: Grant = {
  id: '360G-x-1',
  title: 'A grant',
  description: 'For this',
  currency: 'GBP',
  amountAwarded: '3028.63',
  awardDate: '2013-01-18',
  recipient: { id: 'GB-CHC-1', name: 'Be Active' },
  funder: { id: 'GB-LAE-TRF', name: 'Trafford', department: 'Communities' },
  programme: { code: 'VSG', title: 'Voluntary Sector Grants' },
};

const first = allocationIdOf(grant.id);

/** The grant as an import has booked it. */
const booked: KnownAllocation = {
  year: 2013,
  allocationId: first,
  recipientId: 'be-active',
  status: 'decided',
  amount: '3028.63',
  effectiveOn: '2013-01-18',
  programme: 'Voluntary Sector Grants',
  dimensions: { [dimension.id]: grant.id, [dimension.programmeCode]: 'VSG', [dimension.department]: 'Communities' },
  recipientNameAsPublished: 'Be Active',
  title: 'A grant',
  note: 'For this',
  replacedBy: null,
  revision: '1',
};

function planned(change: Partial<Grant>, known: Partial<KnownAllocation>[] = [{}], recipientId = 'be-active') {
  const parties = new KnownParties();
  parties.add({ partyId: 'be-active', kind: 'association', identifiers: [{ scheme: 'GB-CHC', id: '1' }] });
  const allocations = new KnownAllocations();
  for (const one of known) allocations.add({ ...booked, ...one });
  const changed = { ...grant, ...change };
  const year = Number(changed.awardDate.slice(0, 4));
  const context = { bodyId: 'trafford', year, recipientId, parties, allocations, file: 'new.json' };
  return planGrant({ row: 7, grant: changed }, context);
}

const path = `/budgets/trafford/2013/allocations`;

test('a grant that the ledger does not have is booked, dated and decided on its award date', () => {
  expect(planned({}, [])).toMatchObject({
    row: 7,
    deed: 'booked',
    path,
    body: {
      allocationId: first,
      recipientId: 'be-active',
      amount: '3028.63',
      decision: { bodyId: 'trafford', decidedOn: '2013-01-18' },
      effectiveOn: '2013-01-18',
      recipientNameAsPublished: 'Be Active',
      title: 'A grant',
      note: 'For this',
      programme: 'Voluntary Sector Grants',
      dimensions: { '360giving.id': '360G-x-1', '360giving.programme': 'VSG', '360giving.department': 'Communities' },
    },
  });
});

test('a grant that the ledger has leads to nothing, however its amount is written', () => {
  expect(planned({})).toBeNull();
  expect(planned({ amountAwarded: '2266' }, [{ amount: '2266.00' }])).toBeNull();
});

test.each([
  [
    'recipient',
    { recipient: { id: 'GB-CHC-2', name: 'Be Active' } },
    'other',
    { recipientId: 'other' },
    'recipient changed from GB-CHC-1 to GB-CHC-2',
  ],
  ['amount', { amountAwarded: '3000' }, 'be-active', { amount: '3000' }, 'amount changed from 3028.63 to 3000'],
  [
    'award date',
    { awardDate: '2013-02-01' },
    'be-active',
    { decision: { bodyId: 'trafford', decidedOn: '2013-02-01' } },
    'award date changed from 2013-01-18 to 2013-02-01',
  ],
])(
  'a changed %s is a replacement that says only what has changed, and why',
  (_what, change, recipientId, body, why) => {
    expect(planned(change, [{}], recipientId)).toMatchObject({
      deed: 'replaced',
      path: `${path}/${first}/replacement`,
      body: { allocationId: `${first}.2`, ...body, reason: `360Giving: ${why} in new.json` },
    });
    const { body: said } = planned(change, [{}], recipientId) as unknown as { body: object };
    expect(Object.keys(said).sort()).toEqual(['allocationId', 'reason', ...Object.keys(body)].sort());
  },
);

test('a changed name alone is a note', () => {
  expect(planned({ recipient: { id: 'GB-CHC-1', name: 'Be Active!' } })).toMatchObject({
    deed: 'noted',
    path: `${path}/${first}/note`,
    body: {
      recipientNameAsPublished: 'Be Active!',
      reason: '360Giving: name changed from Be Active to Be Active! in new.json',
    },
  });
});

test('of an individual nothing is said but the id that the ledger has', () => {
  const recipient = { id: '360G-x-ind-1', name: 'Anna Testsdotter', isIndividual: true };
  const personal = /Testsdotter|x-ind-1/;
  const told = (...of: Parameters<typeof planned>) => JSON.stringify(planned(...of));
  expect(told({ recipient }, [], 'p-1')).toMatch(/"recipientId":"p-1"/);
  expect(told({ recipient }, [], 'p-1')).not.toMatch(personal);
  expect(told({ recipient }, [{}], 'p-1')).toMatch(/recipient changed from GB-CHC-1 to p-1 in new.json/);
  expect(told({ recipient }, [{}], 'p-1')).not.toMatch(personal);
  // Another name renames nobody.
  expect(planned({ recipient }, [{ recipientId: 'p-1', recipientNameAsPublished: null }], 'p-1')).toBeNull();
});

test('the same note after another one in between is another command, and else the same', () => {
  const name = { recipient: { id: 'GB-CHC-1', name: 'Be Active!' } };
  const key = (revision: string) => (planned(name, [{ revision }]) as { key: string }).key;
  expect(key('1')).toBe(key('1'));
  expect(key('1')).not.toBe(key('5'));
});

test('what was replaced is followed to its end, and the next replacement has the next free number', () => {
  const chain = [
    { status: 'reversed' as const, replacedBy: `${first}.2` },
    { allocationId: `${first}.2`, status: 'reversed' as const, replacedBy: 'by-hand' },
    { allocationId: 'by-hand', amount: '50.00' },
  ];
  expect(planned({ amountAwarded: '50' }, chain)).toBeNull();
  expect(planned({ amountAwarded: '60' }, chain)).toMatchObject({
    path: `${path}/by-hand/replacement`,
    body: { allocationId: `${first}.3`, amount: '60' },
  });
});

test.each([
  ['reversed', 'already-reversed'],
  ['rejected', 'already-rejected'],
] as const)('what was %s in the ledger is not booked again', (status, code) => {
  expect(planned({}, [{ status }])).toMatchObject({ row: 7, id: '360G-x-1', code });
});

test('a grant that has moved to another year is refused while it stands in the first, and booked once it does not', () => {
  expect(planned({ awardDate: '2014-01-18' })).toMatchObject({ code: 'year-changed' });
  expect(planned({ awardDate: '2014-01-18' }, [{ status: 'reversed' }])).toMatchObject({ deed: 'booked' });
});

test('an allocation that only happens to have the id is left alone', () => {
  expect(planned({}, [{ dimensions: null }])).toMatchObject({ code: 'already-exists' });
});

test('what cannot be changed on an allocation is told', () => {
  expect(keptAsDecided(grant, booked)).toBeNull();
  const other = {
    ...grant,
    programme: { code: 'VSG', title: 'Other' },
    funder: { ...grant.funder, department: 'Other' },
  };
  expect(keptAsDecided(other, booked)).toBe(
    'The file has another programme and department; the ledger keeps the first.',
  );
});
