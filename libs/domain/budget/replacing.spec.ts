import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import {
  adjusted,
  adjustmentProposed,
  command,
  decided,
  disbursed,
  key,
  opened,
  proposed,
  rejected,
  released,
  replace,
  reversed,
  taken,
  today,
} from '../../../test/domain/hsn';
import { standingOf } from '../agreement/standing';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

/** A budget with 100 decided on 12 November. */
const hundred = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);
const theDecision = taken(1, 'decided', '100.00', '2019-11-12');

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
        replace({
          recipientId: 'novahuset',
          amount: '90',
          note: 'Corrected',
          title: 'Bidrag',
          recipientNameAsPublished: 'Novahuset',
        }),
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
          recipientNameAsPublished: 'Novahuset',
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

  test('is refused while an adjustment waits for approval', () => {
    expect(hundred(adjustmentProposed('5.00')).when(replace())).toStrictEqual(refused('waiting'));
  });

  test('is refused after a disbursement', () => {
    expect(hundred(disbursed('u1', '1.00')).when(replace())).toStrictEqual(refused('already-disbursed'));
  });

  test('is refused while part of it is released: that has to be taken back first', () => {
    const answer = hundred(released('40.00')).when(replace({ amount: '100' }));
    expect(answer).toStrictEqual(refused('exceeds-committed'));
    expect(answer).toMatchObject({ detail: expect.stringContaining('reverse the releases first') });
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
    const wrong = invalid('not-an-amount', '/amount');
    expect(when(replace({ amount: '-1' }))).toStrictEqual(wrong);
    expect(when(replace({ amount: '-1', newAllocationId: 'engangs' }))).toStrictEqual(wrong);
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

  test('on one thing leaves what was said of the others', () => {
    const noted = (more: object): BudgetEvent => ({
      type: 'AllocationAnnotated',
      data: { ...key, reason: 'R', ...more },
    });
    for (const [field, text] of Object.entries(said))
      expect(hundred(noted(said), noted({ [field]: `${text}, rättat` })).when(replace())).toStrictEqual(
        booked(takenBack, successor({ ...said, [field]: `${text}, rättat` })),
      );
  });

  test('is what a replacement carries over', () => {
    const annotated: BudgetEvent = {
      type: 'AllocationAnnotated',
      data: { ...key, reason: 'Published otherwise', ...said },
    };
    expect(hundred(annotated).when(replace())).toStrictEqual(booked(takenBack, successor(said)));
  });
});
