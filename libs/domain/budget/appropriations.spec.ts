import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import {
  adopted,
  appropriated,
  command,
  decided,
  opened,
  proposedAppropriation,
  recommendedAppropriation,
} from '../../../test/domain/hsn';
import type { AdoptAppropriation, ProposeAppropriation, RecommendAppropriation } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent, Control } from './events';

const assembly = { bodyId: 'rf', decidedOn: '2018-11-28' };

const propose = (amount: string | null, more: Partial<ProposeAppropriation> = {}) =>
  command('ProposeAppropriation', { appropriationId: 'anslag', kind: 'original', amount, ...more });

const adopt = (more: Partial<AdoptAppropriation> = {}) =>
  command('AdoptAppropriation', {
    appropriationId: 'anslag',
    decision: assembly,
    effectiveOn: '2019-01-01',
    ...more,
  });

const reject = (more: object = {}) =>
  command('RejectAppropriation', { appropriationId: 'anslag', reason: 'Not now', ...more });

const reverse = (appropriationId = 'anslag') =>
  command('ReverseAppropriation', { appropriationId, reason: 'Twice recorded' });

const rejected: BudgetEvent = {
  type: 'AppropriationRejected',
  data: { appropriationId: 'anslag', reason: 'Not now' },
};

const reversed = (amount: string, reverses: number, kind: 'original' | 'reduction' = 'original'): BudgetEvent => ({
  type: 'AppropriationReversed',
  data: {
    appropriationId: kind === 'reduction' ? 'sparkrav' : 'anslag',
    kind,
    amount,
    currency: 'SEK',
    effectiveOn: '2019-01-01',
    reason: 'Twice recorded',
    reverses,
  },
});

const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past);

describe('proposing an appropriation', () => {
  test('keeps the amount at full scale, or that none is stated', () => {
    expect(budget().when(propose('1000'))).toStrictEqual(booked(proposedAppropriation('1000.00')));
    expect(budget().when(propose(null))).toStrictEqual(booked(proposedAppropriation(null)));
  });

  test('keeps the decision and the note', () => {
    const said = { decision: assembly, note: 'Financial plan for 2020' };
    const { data } = proposedAppropriation(null) as Extract<BudgetEvent, { type: 'AppropriationProposed' }>;
    expect(budget().when(propose(null, said))).toStrictEqual(
      booked({ type: 'AppropriationProposed', data: { ...data, ...said } }),
    );
  });

  test('is refused with an amount that is none, a reduction too', () => {
    expect(budget().when(propose('0'))).toStrictEqual(invalid('not-above-zero', '/amount'));
    expect(budget().when(propose('-5', { kind: 'reduction' }))).toStrictEqual(invalid('not-an-amount', '/amount'));
  });

  test('is done once, whatever became of it', () => {
    const again = refused('already-exists', '/appropriationId');
    expect(budget(proposedAppropriation(null)).when(propose('1'))).toStrictEqual(again);
    expect(budget(proposedAppropriation(null), rejected).when(propose('1'))).toStrictEqual(again);
    expect(budget(...appropriated('1000.00'), reversed('1000.00', 2)).when(propose('1'))).toStrictEqual(again);
  });

  test('needs a budget, and bodies that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(given(budgetDecider).when(propose('1'))).toStrictEqual(missing('budget-not-found'));
    expect(budget().when(propose('1', { unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });
});

describe('recommending an appropriation', () => {
  const executive = { bodyId: 'rs', decidedOn: '2018-11-06' };
  const recommend = (more: Partial<RecommendAppropriation> = {}) =>
    command('RecommendAppropriation', { appropriationId: 'anslag', decision: executive, ...more });
  const on = (...past: BudgetEvent[]) => budget(proposedAppropriation('1000.00'), ...past);

  test('keeps the amount that was recommended, or that of the proposal, or that none is stated', () => {
    expect(on().when(recommend())).toStrictEqual(booked(recommendedAppropriation('1000.00')));
    expect(on().when(recommend({ amount: '900' }))).toStrictEqual(booked(recommendedAppropriation('900.00')));
    expect(budget(proposedAppropriation(null)).when(recommend())).toStrictEqual(booked(recommendedAppropriation(null)));
    expect(on().when(recommend({ amount: '9.005' }))).toStrictEqual(invalid('too-many-decimals', '/amount'));
  });

  test('is done once by each body, and by several', () => {
    const past = recommendedAppropriation('1000.00');
    expect(on(past).when(recommend({ amount: '900' }))).toStrictEqual(refused('already-recommended'));
    expect(on(past).when(recommend({ decision: { ...executive, bodyId: 'beredningen' } }))).toMatchObject({
      events: [{ type: 'AppropriationRecommended' }],
    });
    const both = [past, recommendedAppropriation('900.00', 'beredningen')];
    expect(on(...both).when(recommend())).toStrictEqual(refused('already-recommended'));
    expect(on(...both.toReversed()).when(adopt())).toStrictEqual(invalid('amount-required', '/amount'));
  });

  test('needs a proposal that waits, and bodies that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget().when(recommend())).toStrictEqual(missing('appropriation-not-found'));
    expect(on(adopted('1000.00')).when(recommend())).toStrictEqual(refused('already-adopted'));
    expect(on(rejected).when(recommend())).toStrictEqual(refused('already-rejected'));
    expect(on().when(recommend({ unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });

  test('leaves it to be adopted or rejected; where amounts differ, the adoption must say which', () => {
    expect(on(recommendedAppropriation('1000.00')).when(adopt())).toStrictEqual(booked(adopted('1000.00')));
    expect(on(recommendedAppropriation('900.00')).when(adopt())).toStrictEqual(invalid('amount-required', '/amount'));
    expect(on(recommendedAppropriation('900.00')).when(adopt({ amount: '950' }))).toStrictEqual(
      booked(adopted('950.00')),
    );
    expect(on(recommendedAppropriation('900.00')).when(reject())).toStrictEqual(booked(rejected));
  });
});

describe('adopting an appropriation', () => {
  test('books what was proposed', () => {
    expect(budget(proposedAppropriation('1000.00')).when(adopt())).toStrictEqual(booked(adopted('1000.00')));
  });

  test('books the amount that was adopted where that is another', () => {
    expect(budget(proposedAppropriation('1000.00')).when(adopt({ amount: '900' }))).toStrictEqual(
      booked(adopted('900.00')),
    );
  });

  test('must state an amount where the proposal states none', () => {
    expect(budget(proposedAppropriation(null)).when(adopt())).toStrictEqual(invalid('amount-required', '/amount'));
    expect(budget(proposedAppropriation(null)).when(adopt({ amount: '900' }))).toStrictEqual(booked(adopted('900.00')));
    expect(budget(proposedAppropriation(null)).when(adopt({ amount: '9.005' }))).toStrictEqual(
      invalid('too-many-decimals', '/amount'),
    );
  });

  test("takes effect on the decision's day unless another is given, which there must be where it has none", () => {
    const { data } = adopted('1000.00') as Extract<BudgetEvent, { type: 'AppropriationAdopted' }>;
    expect(budget(proposedAppropriation('1000.00')).when(adopt({ effectiveOn: undefined }))).toStrictEqual(
      booked({ type: 'AppropriationAdopted', data: { ...data, effectiveOn: '2018-11-28' } }),
    );
    const vague = { bodyId: 'rf', decidedOn: '2018-11' };
    expect(
      budget(proposedAppropriation('1000.00')).when(adopt({ effectiveOn: undefined, decision: vague })),
    ).toStrictEqual(invalid('effective-on-required', '/effectiveOn'));
  });

  test('happens once, and never to what was rejected', () => {
    expect(budget(...appropriated('1000.00')).when(adopt())).toStrictEqual(refused('already-adopted'));
    expect(budget(proposedAppropriation('1000.00'), rejected).when(adopt())).toStrictEqual(refused('already-rejected'));
    expect(budget(...appropriated('1000.00'), reversed('1000.00', 2)).when(adopt())).toStrictEqual(
      refused('already-reversed'),
    );
  });

  test('needs the proposal, and bodies that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget().when(adopt())).toStrictEqual(missing('appropriation-not-found'));
    expect(budget(proposedAppropriation('1.00')).when(adopt({ unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });
});

describe('rejecting an appropriation', () => {
  test('keeps why, and on which decision if there is one', () => {
    expect(budget(proposedAppropriation(null)).when(reject())).toStrictEqual(booked(rejected));
    expect(budget(proposedAppropriation(null)).when(reject({ decision: assembly }))).toStrictEqual(
      booked({ ...rejected, data: { ...rejected.data, decision: assembly } }),
    );
  });

  test('happens once, and never to what was adopted', () => {
    expect(budget(proposedAppropriation(null), rejected).when(reject())).toStrictEqual(refused('already-rejected'));
    expect(budget(...appropriated('1000.00')).when(reject())).toStrictEqual(refused('already-adopted'));
    expect(budget(...appropriated('1000.00'), reversed('1000.00', 2)).when(reject())).toStrictEqual(
      refused('already-reversed'),
    );
  });

  test('needs the proposal, and bodies that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget().when(reject())).toStrictEqual(missing('appropriation-not-found'));
    expect(budget(proposedAppropriation(null)).when(reject({ unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });
});

describe('reversing an appropriation', () => {
  test('takes back what was adopted, on its own day, and names the entry', () => {
    expect(budget(...appropriated('1000.00')).when(reverse())).toStrictEqual(booked(reversed('1000.00', 2)));
    const other = [proposedAppropriation('1000.00'), adopted('900.00')];
    expect(budget(...other).when(reverse())).toStrictEqual(booked(reversed('900.00', 2)));
  });

  test('happens once, and only to what was adopted', () => {
    expect(budget(...appropriated('1000.00'), reversed('1000.00', 2)).when(reverse())).toStrictEqual(
      refused('already-reversed'),
    );
    expect(budget(proposedAppropriation('1000.00')).when(reverse())).toStrictEqual(refused('not-adopted'));
    expect(budget(proposedAppropriation('1000.00'), rejected).when(reverse())).toStrictEqual(refused('not-adopted'));
    expect(budget().when(reverse())).toStrictEqual(missing('appropriation-not-found'));
  });
});

const cut = (amount: string) => [proposedAppropriation(amount, 'sparkrav', 'reduction')];

/** 100 appropriated, 60 of it used. */
const used = (control: Control, ...more: BudgetEvent[]) =>
  given(budgetDecider, opened({ control }), ...appropriated('100.00'), decided('60.00'), ...more);

describe('what an appropriation leaves available', () => {
  const reduce = adopt({ appropriationId: 'sparkrav' });

  test('may be cut to nothing but not below where the budget stops', () => {
    expect(used('stop', ...cut('40.00')).when(reduce)).toStrictEqual(booked(adopted('40.00', 'sparkrav', 'reduction')));
    expect(used('stop', ...cut('40.01')).when(reduce)).toStrictEqual(refused('budget-exceeded'));
    expect(used('stop').when(reverse())).toStrictEqual(refused('budget-exceeded'));
  });

  test('may be cut below nothing with a warning, or without one, where the budget says so', () => {
    const event = adopted('40.01', 'sparkrav', 'reduction');
    expect(used('warn', ...cut('40.01')).when(reduce)).toStrictEqual(warned('budget-exceeded', event));
    expect(used('none', ...cut('40.01')).when(reduce)).toStrictEqual(booked(event));
    expect(used('warn').when(reverse())).toStrictEqual(warned('budget-exceeded', reversed('100.00', 2)));
    expect(used('none').when(reverse())).toStrictEqual(booked(reversed('100.00', 2)));
  });

  test('grows again when a reduction is reversed', () => {
    const reduced = [...cut('40.00'), adopted('40.00', 'sparkrav', 'reduction')];
    const state = given(budgetDecider, opened({ control: 'stop' }), ...appropriated('100.00'), ...reduced);
    expect(state.when(reverse('sparkrav'))).toStrictEqual(booked(reversed('40.00', 4, 'reduction')));
  });
});
