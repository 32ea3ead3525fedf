import { Book, row } from '../../../test/domain/book';
import { budgetFiguresOf, kronor, postingsUpTo } from '../../../test/domain/figures';
import {
  adjust,
  allocate,
  approve,
  command,
  decisionDay,
  disburse,
  opened,
  proposedAppropriation,
  reject,
  release,
  replace,
  reverse,
  takeReturn,
  today,
} from '../../../test/domain/hsn';
import type { Approval } from './events';
import { standingOf } from '../agreement/standing';

// The sequences of bookkeeping.md that need no year-end, and the facts F1 and F2 of domain.md, figure by figure.

const book = (approval?: Approval) => new Book([opened(approval && { approval })]);
const nothing = row();

describe('decide 100, disburse 60, return 10, release 40', () => {
  const done = book().book(allocate('100')).book(disburse('u1', '60')).book(takeReturn('r1', '10')).book(release());

  test('leaves 100 allocated, 60 disbursed, 10 returned, 40 released and nothing remaining', () => {
    expect(done.row()).toEqual(row({ allocated: '100.00', disbursed: '60.00', returned: '10.00', released: '40.00' }));
  });

  test('shows each step as it was known then', () => {
    const known = [1, 2, 3, 4, 5].map((events) => done.row({ known: events }));
    expect(known).toEqual([
      nothing,
      row({ allocated: '100.00', remaining: '100.00' }),
      row({ allocated: '100.00', disbursed: '60.00', remaining: '40.00' }),
      row({ allocated: '100.00', disbursed: '60.00', returned: '10.00', remaining: '40.00' }),
      row({ allocated: '100.00', disbursed: '60.00', returned: '10.00', released: '40.00' }),
    ]);
  });

  test('makes what was returned and released available again', () => {
    const figures = budgetFiguresOf(postingsUpTo(done.events));
    expect(Object.fromEntries(Object.entries(figures).map(([name, units]) => [name, kronor(units)]))).toEqual({
      appropriated: '0.00',
      available: '-50.00',
      reserved: '0.00',
      committed: '0.00',
      disbursed: '60.00',
      returned: '10.00',
      lapsed: '0.00',
      carriedIn: '0.00',
      carriedOut: '0.00',
      transferredIn: '0.00',
      transferredOut: '0.00',
      priorYear: '0.00',
    });
  });
});

describe('decide 100, adjust −30, reverse', () => {
  const done = book()
    .book(allocate('100'))
    .book(adjust('-30', { effectiveOn: '2019-11-20' }))
    .book(reverse());

  test.each([
    undefined,
    '2019-11-11',
    '2019-11-12',
    '2019-11-19',
    '2019-11-20',
    '2019-11-21',
    '2019-12-31',
    '2999-12-31',
  ])('leaves 0.00 in every column at the effective cut %p', (effectiveAt) => {
    expect(done.row({ effectiveAt })).toEqual(nothing);
  });

  test('leaves what was known before as it was known', () => {
    const adjusted = row({ allocated: '70.00', remaining: '70.00' });
    const decided = row({ allocated: '100.00', remaining: '100.00' });
    expect(done.row({ known: 3 })).toEqual(adjusted);
    expect(done.row({ known: 3, effectiveAt: '2019-11-19' })).toEqual(decided);
    expect(done.row({ known: 2 })).toEqual(decided);
  });

  test('removes no event', () => {
    expect(done.events.map(({ type }) => type)).toEqual([
      'BudgetOpened',
      'AllocationDecided',
      'AllocationAdjusted',
      'AllocationReversed',
    ]);
  });
});

describe('a correction of one entry', () => {
  test('takes a disbursement back and leaves the rest', () => {
    const done = book()
      .book(allocate('100'))
      .book(disburse('u1', '60', { effectiveOn: '2019-11-20' }))
      .book(disburse('u2', '10', { effectiveOn: '2019-11-25' }))
      .book(reverse('hsn/2019/3'));
    expect(done.row()).toEqual(row({ allocated: '100.00', disbursed: '10.00', remaining: '90.00' }));
    expect(done.row({ effectiveAt: '2019-11-20' })).toEqual(row({ allocated: '100.00', remaining: '100.00' }));
    expect(done.row({ known: 4 })).toEqual(row({ allocated: '100.00', disbursed: '70.00', remaining: '30.00' }));
  });

  test('takes a return and a release back on their own days', () => {
    const done = book()
      .book(allocate('100'))
      .book(disburse('u1', '60', { effectiveOn: '2019-11-20' }))
      .book(takeReturn('r1', '10', { effectiveOn: '2019-11-21' }))
      .book(release('40', { effectiveOn: '2019-11-22' }))
      .book(reverse('hsn/2019/4'))
      .book(reverse('hsn/2019/5'));
    const paid = row({ allocated: '100.00', disbursed: '60.00', remaining: '40.00' });
    expect(['2019-11-20', '2019-11-21', '2019-11-22'].map((effectiveAt) => done.row({ effectiveAt }))).toEqual([
      paid,
      paid,
      paid,
    ]);
  });

  test('by replacement leaves the old recipient nothing and the new one everything, at every cut', () => {
    const done = book()
      .book(allocate('100'))
      .book(adjust('-30', { effectiveOn: '2019-11-20' }))
      .book(replace({ recipientId: 'novahuset' }));
    const old = (effectiveAt: string) =>
      postingsUpTo(done.events, effectiveAt).filter(({ allocation }) => allocation?.recipientId === 'primarvarden');
    const sums = ['2019-11-12', '2019-11-20', '2999-12-31'].map((day) => Object.values(budgetFiguresOf(old(day))));
    expect(sums).toEqual(Array(3).fill(Array(12).fill(0n)));
    expect(done.row({ effectiveAt: '2019-11-12' })).toEqual(row({ allocated: '70.00', remaining: '70.00' }));
  });
});

describe('a proposal', () => {
  const always: Approval = { policy: 'always' };

  test('is reserved until it is approved, and then allocated from the same day', () => {
    const done = book(always).book(allocate('100')).book(approve('bertil'));
    expect(done.row({ known: 2 })).toEqual(row({ reserved: '100.00' }));
    expect(done.row()).toEqual(row({ allocated: '100.00', remaining: '100.00' }));
    expect(done.row({ effectiveAt: decisionDay })).toEqual(done.row());
    expect(done.row({ effectiveAt: '2019-11-11' })).toEqual(nothing);
  });

  test.each([
    ['rejected', reject('bertil')],
    ['withdrawn', reverse()],
  ])('that is %s leaves nothing at any cut', (_, end) => {
    const done = book(always).book(allocate('100')).book(end);
    expect([undefined, '2019-11-11', decisionDay, today].map((effectiveAt) => done.row({ effectiveAt }))).toEqual(
      Array(4).fill(nothing),
    );
  });

  test('that was approved, adjusted with approval and reversed leaves nothing at any cut', () => {
    const done = book(always)
      .book(allocate('100'))
      .book(approve('bertil'))
      .book(adjust('50', { effectiveOn: '2019-11-20' }))
      .book(approve('bertil'))
      .book(adjust('-20', { effectiveOn: '2019-11-25' }))
      .book(reverse());
    expect(done.row({ known: 6 })).toEqual(row({ allocated: '130.00', remaining: '130.00' }));
    const cuts = ['2019-11-11', decisionDay, '2019-11-20', '2019-11-25', today];
    expect(cuts.map((effectiveAt) => done.row({ effectiveAt }))).toEqual(Array(5).fill(nothing));
  });
});

describe('the facts of the first notice', () => {
  test('primary care has 0.00 on 11 November and 30 000 000.00 on the 12th; 2020 has a proposal of no stated amount', () => {
    const done = book()
      .book(allocate('30000000.00', { supplementTo: 'unknown' }))
      .book(command('ProposeAppropriation', { appropriationId: 'plan', kind: 'original', amount: null }));
    expect(done.row({ effectiveAt: '2019-11-11' })).toEqual(nothing);
    expect(done.row({ effectiveAt: '2019-11-12' })).toEqual(
      row({ allocated: '30000000.00', remaining: '30000000.00' }),
    );
    expect(done.events.at(-1)).toEqual(proposedAppropriation(null, 'plan'));
    expect(budgetFiguresOf(postingsUpTo(done.events)).appropriated).toBe(0n);
  });

  test('Novahuset has 700 000.00 allocated, nothing disbursed, 700 000.00 remaining', () => {
    const terms = { recipientId: 'novahuset', amount: '700000.00', currency: 'SEK', firstYear: 2019 };
    const fund = command('FundYear', {
      agreementId: 'iop-novahuset',
      borne: 'all',
      standing: standingOf({ term: { from: '2019-01-01' } }),
      terms,
    });
    const done = book().book(fund);
    expect(done.row()).toEqual(row({ allocated: '700000.00', remaining: '700000.00' }));
    expect(done.ask(fund)).toMatchObject({ refused: 'already-funded' });
  });
});
