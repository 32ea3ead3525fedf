import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import {
  adjusted,
  adjustmentApproved,
  adjustmentProposed,
  approved,
  command,
  decided,
  disbursed,
  entry,
  entryReversed,
  key,
  opened,
  proposed,
  rejected,
  released,
  replace,
  returned,
  reverse,
  reversed,
  taken,
  today,
} from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { standingOf } from '../agreement/standing';

/** A budget with 100 decided on 12 November: voucher hsn/2019/2. */
const hundred = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);
const theDecision = taken(1, 'decided', '100.00', '2019-11-12');

describe('reversing an allocation', () => {
  test('takes back its decision and every adjustment that stands, each on its own day', () => {
    expect(hundred().when(reverse())).toStrictEqual(booked(reversed(theDecision)));
    const undone = entryReversed(taken(2, 'adjusted', '-30.00', today, 'AVAILABLE'));
    const past = [adjusted('-30.00'), adjusted('5.00', '2019-11-20'), undone];
    expect(hundred(...past).when(reverse())).toStrictEqual(
      booked(reversed(theDecision, taken(3, 'adjusted', '5.00', '2019-11-20'))),
    );
    expect(hundred(adjusted('-30.00')).when(reverse())).toStrictEqual(
      booked(reversed(theDecision, taken(2, 'adjusted', '-30.00', today, 'AVAILABLE'))),
    );
  });

  test('takes back what was approved by the entries that approved it', () => {
    const past = [proposed('100.00'), approved('100.00'), adjustmentProposed('5.00'), adjustmentApproved('5.00')];
    expect(given(budgetDecider, opened(), ...past).when(reverse())).toStrictEqual(
      booked(reversed(taken(2, 'decided', '100.00', '2019-11-12'), taken(4, 'adjusted', '5.00', today))),
    );
  });

  test('withdraws a proposal, on its day', () => {
    expect(given(budgetDecider, opened(), proposed('100.00')).when(reverse())).toStrictEqual(
      booked(reversed(taken(1, 'proposed', '100.00', '2019-11-12'))),
    );
  });

  test('is refused while money is out, also when it came back: a return does not lift that', () => {
    const out = refused('already-disbursed');
    const undone = entryReversed(taken(2, 'disbursed', '60.00', today));
    expect(hundred(disbursed('u1', '60.00')).when(reverse())).toStrictEqual(out);
    expect(hundred(disbursed('u1', '60.00'), returned('r1', '60.00')).when(reverse())).toStrictEqual(out);
    expect(hundred(disbursed('u1', '60.00'), undone).when(reverse())).toStrictEqual(booked(reversed(theDecision)));
  });

  test('is refused while part of it is released: that has to be taken back first', () => {
    const undone = entryReversed(taken(2, 'released', '40.00', today, 'AVAILABLE'));
    expect(hundred(released('40.00')).when(reverse())).toStrictEqual(refused('exceeds-committed'));
    expect(hundred(released('40.00'), undone).when(reverse())).toStrictEqual(booked(reversed(theDecision)));
  });

  test('happens once, and never to what was rejected or is not there', () => {
    expect(hundred(reversed(theDecision)).when(reverse())).toStrictEqual(refused('already-reversed'));
    const ended = given(budgetDecider, opened(), proposed('100.00'), rejected('100.00'));
    expect(ended.when(reverse())).toStrictEqual(refused('already-rejected'));
    expect(given(budgetDecider, opened()).when(reverse())).toStrictEqual(missing('allocation-not-found'));
  });
});

describe('reversing one entry', () => {
  test.each([
    ['a disbursement', disbursed('u1', '60.00'), taken(2, 'disbursed', '60.00', today)],
    ['a release', released('40.00'), taken(2, 'released', '40.00', today, 'AVAILABLE')],
    ['a reduction', adjusted('-30.00'), taken(2, 'adjusted', '-30.00', today, 'AVAILABLE')],
    ['an increase', adjusted('30.00'), taken(2, 'adjusted', '30.00', today)],
  ])('takes back %s on its own day, once', (_, event, taking) => {
    expect(hundred(event).when(reverse('hsn/2019/3'))).toStrictEqual(booked(entryReversed(taking)));
    expect(hundred(event, entryReversed(taking)).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('already-reversed', '/voucher'),
    );
  });

  test('takes back a return, once', () => {
    const past = [disbursed('u1', '60.00'), returned('r1', '10.00')];
    const undone = entryReversed(taken(3, 'returned', '10.00', today, 'AVAILABLE'));
    expect(hundred(...past).when(reverse('hsn/2019/4'))).toStrictEqual(booked(undone));
    expect(hundred(...past, undone).when(reverse('hsn/2019/4'))).toStrictEqual(refused('already-reversed', '/voucher'));
  });

  test('takes back an approved increase by the entry that approved it', () => {
    const past = [adjustmentProposed('30.00'), adjustmentApproved('30.00')];
    expect(hundred(...past).when(reverse('hsn/2019/4'))).toStrictEqual(
      booked(entryReversed(taken(3, 'adjusted', '30.00', today))),
    );
    expect(hundred(...past).when(reverse('hsn/2019/3'))).toStrictEqual(refused('unknown-voucher', '/voucher'));
  });

  test('leaves the others as they stand', () => {
    const undone = entryReversed(taken(2, 'disbursed', '60.00', today));
    const { when } = hundred(disbursed('u1', '60.00'), disbursed('u2', '40.00'), undone);
    expect(when(reverse('hsn/2019/4'))).toStrictEqual(booked(entryReversed(taken(3, 'disbursed', '40.00', today))));
    expect(when(reverse())).toStrictEqual(refused('already-disbursed'));
  });

  test('is refused where what follows could not stand', () => {
    expect(hundred(disbursed('u1', '60.00'), returned('r1', '0.01')).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('exceeds-disbursed'),
    );
    expect(hundred(adjusted('30.00'), disbursed('u1', '100.01')).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('exceeds-committed'),
    );
  });

  test('is not how a decision is reversed', () => {
    expect(hundred().when(reverse('hsn/2019/2'))).toStrictEqual(refused('not-reversible', '/voucher'));
    expect(hundred(reversed(theDecision)).when(reverse('hsn/2019/2'))).toStrictEqual(
      refused('already-reversed', '/voucher'),
    );
  });

  test.each([
    'hsn/2019/1',
    'hsn/2019/9',
    'hsn/2018/3',
    'rf/2019/3',
    'hsn/2019/03',
    'hsn/2019/3.0',
    'hsn/2019/0x3',
    'hsn/2019/3e0',
    'hsn/2019/ 3',
    'hsn/2019/',
    '3',
    '',
  ])('needs the voucher of an entry on that allocation, as it is written: %p', (voucher) => {
    expect(hundred(disbursed('u1', '60.00')).when(reverse(voucher))).toStrictEqual(
      refused('unknown-voucher', '/voucher'),
    );
  });

  test('finds no entry of another allocation', () => {
    const other: BudgetEvent = {
      type: 'DisbursementRecorded',
      data: { ...entry('1.00', today), allocationId: 'annan', disbursementId: 'u1' },
    };
    expect(hundred(decided('1.00', { allocationId: 'annan' }), other).when(reverse('hsn/2019/4'))).toStrictEqual(
      refused('unknown-voucher', '/voucher'),
    );
  });
});

const takenBack: BudgetEvent = {
  type: 'AllocationReversed',
  data: { ...key, currency: 'SEK', reason: 'Wrong recipient', entries: [theDecision], replacedBy: 'engangs-2' },
};
const successor = (more: Parameters<typeof decided>[1] = {}) =>
  decided('100.00', { allocationId: 'engangs-2', replaces: 'engangs', ...more });

describe('replacing an allocation', () => {
  test('reverses it and decides its successor, which is as it was but for what is named', () => {
    expect(hundred().when(replace())).toStrictEqual(booked(takenBack, successor()));
    const said = { title: 'Engångsersättning', note: 'As decided', recipientNameAsPublished: 'primärvården' };
    const before = decided('100.00', { ...said, purposes: ['The elderly'], supplementTo: 'unknown' });
    expect(
      given(budgetDecider, opened(), before).when(
        replace({ recipientId: 'novahuset', amount: '90', note: 'Corrected', title: 'Bidrag' }),
      ),
    ).toStrictEqual(
      booked(
        takenBack,
        successor({
          ...said,
          purposes: ['The elderly'],
          supplementTo: 'unknown',
          recipientId: 'novahuset',
          amount: '90.00',
          note: 'Corrected',
          title: 'Bidrag',
        }),
      ),
    );
  });

  test("takes effect on the new decision's day, else on the old one's", () => {
    const day = { bodyId: 'hsn', decidedOn: '2019-11-26' };
    expect(hundred().when(replace({ decision: day }))).toStrictEqual(
      booked(takenBack, successor({ decision: day, effectiveOn: '2019-11-26' })),
    );
    const month = { bodyId: 'hsn', decidedOn: '2019-11' };
    expect(hundred().when(replace({ decision: month }))).toStrictEqual(
      booked(takenBack, successor({ decision: month })),
    );
  });

  test('carries over the total with its adjustments, or the amount that waits', () => {
    const all = [theDecision, taken(2, 'adjusted', '-30.00', today, 'AVAILABLE')];
    expect(hundred(adjusted('-30.00')).when(replace())).toMatchObject({
      events: [{ data: { entries: all } }, { type: 'AllocationDecided', data: { amount: '70.00' } }],
    });
    const waiting = given(budgetDecider, opened({ approval: { policy: 'always' } }), proposed('100.00'));
    expect(waiting.when(replace())).toMatchObject({
      events: [
        { data: { entries: [taken(1, 'proposed', '100.00', '2019-11-12')] } },
        { type: 'AllocationProposed', data: { amount: '100.00' } },
      ],
    });
  });

  test('is refused after a disbursement', () => {
    expect(hundred(disbursed('u1', '1.00')).when(replace())).toStrictEqual(refused('already-disbursed'));
  });

  test('is refused where there is nothing to carry over', () => {
    expect(hundred(adjusted('-100.00')).when(replace())).toStrictEqual(invalid('not-above-zero', '/amount'));
    expect(hundred(reversed(theDecision)).when(replace({ amount: '1' }))).toStrictEqual(refused('already-reversed'));
  });

  test('needs an id that is free, an amount that is one, and parties that the ledger knows', () => {
    const unknown = { code: 'unknown-recipient', partyId: 'nobody', pointer: '/recipientId' } as const;
    const { when } = hundred();
    expect(when(replace({ newAllocationId: 'engangs' }))).toStrictEqual(refused('already-exists', '/allocationId'));
    expect(when(replace({ newAllocationId: '2018.engangs' }))).toStrictEqual(invalid('reserved-id', '/allocationId'));
    expect(when(replace({ amount: '-1' }))).toStrictEqual(invalid('not-an-amount', '/amount'));
    expect(when(replace({ recipientId: 'nobody', unknown }))).toStrictEqual(
      refused('unknown-recipient', '/recipientId'),
    );
  });

  test('names nobody in plain text whom the ledger keeps sealed, nor carries a published name over to a person', () => {
    const unsealable = { pointer: '/note', why: 'in-text' } as const;
    expect(hundred().when(replace({ note: 'Karin', unsealable }))).toStrictEqual(refused('personal-data', '/note'));
    const published = decided('100.00', { recipientNameAsPublished: 'primärvården', title: 'Bidrag' });
    expect(given(budgetDecider, opened(), published).when(replace({ ofPerson: true }))).toStrictEqual(
      booked(takenBack, successor({ title: 'Bidrag' })),
    );
  });

  test('is refused where the new recipient has gone up in another by the day that it takes effect', () => {
    const merged = { partyId: 'primarvarden', survivorId: 'narsjukvarden', effectiveFrom: '2019-12-01' };
    expect(hundred().when(replace({ recipientId: 'primarvarden', merged }))).toStrictEqual({
      ...refused('merged', '/recipientId'),
      path: '/parties/narsjukvarden',
    });
  });

  test('waits for a second person where the new amount has to', () => {
    const above = given(budgetDecider, opened({ approval: { policy: 'above', above: '100.00' } }), decided('100.00'));
    expect(above.when(replace({ amount: '100' }))).toMatchObject({ events: [{}, { type: 'AllocationDecided' }] });
    expect(above.when(replace({ amount: '100.01' }))).toMatchObject({ events: [{}, { type: 'AllocationProposed' }] });
  });

  test('leaves out what the old amount was computed from', () => {
    const basis = { amount: '200.00', unit: 'month' as const, numerator: 6, denominator: 12 };
    const share = { of: '200.00', numerator: 1, denominator: 2 };
    const funded = decided('100.00', { basis, share, agreementId: 'iop' });
    expect(given(budgetDecider, opened(), funded).when(replace())).toStrictEqual(
      booked(takenBack, successor({ agreementId: 'iop' })),
    );
  });

  test('under an agreement asks again whether it is in force', () => {
    const agreement = { agreementId: 'iop', standing: standingOf({ term: { to: '2019-11-11' } }) };
    expect(hundred().when(replace({ agreement }))).toStrictEqual(refused('not-in-force'));
    expect(
      hundred().when(replace({ agreement: { agreementId: 'iop', standing: standingOf({ term: {} }) } })),
    ).toStrictEqual(warned('in-force-unknown', takenBack, successor()));
  });
});

const annotate = (more: object = {}) => command('AnnotateAllocation', { reason: 'Published otherwise', ...more });

describe('a note on an allocation', () => {
  const said = { recipientNameAsPublished: 'primärvården', title: 'Bidrag', note: 'See § 14' };

  test('keeps what it says and moves no money', () => {
    const data = { ...key, reason: 'Published otherwise' };
    expect(hundred().when(annotate())).toStrictEqual(booked({ type: 'AllocationAnnotated', data }));
    expect(hundred().when(annotate(said))).toStrictEqual(
      booked({ type: 'AllocationAnnotated', data: { ...data, ...said } }),
    );
  });

  test('says nothing in plain text of a person that the ledger keeps sealed', () => {
    const unsealable = { pointer: '/note', why: 'in-text' } as const;
    expect(hundred().when(annotate({ note: 'Karin', unsealable }))).toStrictEqual(refused('personal-data', '/note'));
  });

  test('may be made whatever became of the allocation', () => {
    const ended = given(budgetDecider, opened(), proposed('100.00'), rejected('100.00'));
    expect(ended.when(annotate())).toMatchObject({ warnings: [] });
    expect(hundred(reversed(theDecision)).when(annotate())).toMatchObject({ warnings: [] });
    expect(given(budgetDecider, opened()).when(annotate())).toStrictEqual(missing('allocation-not-found'));
  });

  test('is what a replacement carries over', () => {
    const annotated: BudgetEvent = {
      type: 'AllocationAnnotated',
      data: { ...key, reason: 'Published otherwise', ...said },
    };
    expect(hundred(annotated).when(replace())).toStrictEqual(booked(takenBack, successor(said)));
  });
});
