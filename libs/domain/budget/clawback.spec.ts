import { claimPaid, claimWithdrawn, demand, demanded, payClaim, withdrawClaim } from '../../../test/domain/claiming';
import { broughtForward, carriedForward, carryForwardBegun, correctLate, locked } from '../../../test/domain/ending';
import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import {
  decided,
  decision,
  disbursed,
  entryReversed,
  key,
  opened,
  proposed,
  returned,
  reverse,
  takeReturn,
  taken,
  today,
} from '../../../test/domain/hsn';
import { outstandingOf, settledOn } from './claims';
import type { BudgetCommand } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { carriedForward as handedOver } from './taking-over';

/** 100 decided, 60 of it disbursed. */
const paidOut = (...past: BudgetEvent[]) =>
  given(budgetDecider, opened(), decided('100.00'), disbursed('u1', '60.00'), ...past);
const claimsOn = (...past: BudgetEvent[]) =>
  paidOut(...past)
    .state.allocations.get('engangs')!
    .claims.map((claim) => `${claim.claimId} ${outstandingOf(claim).toFixed(2)} ${settledOn(claim)}`);

const paidOn = (returnId: string, amount: string, effectiveOn: string): BudgetEvent => {
  const paid = claimPaid('k1', returnId, amount);
  return { ...paid, data: { ...paid.data, effectiveOn } } as BudgetEvent;
};

describe('money is demanded back', () => {
  test('by a day, and nothing is posted', () => {
    expect(paidOut().when(demand('k1', '60', { decision }))).toStrictEqual(
      booked({
        type: 'ClawbackDemanded',
        data: {
          ...key,
          claimId: 'k1',
          amount: '60.00',
          currency: 'SEK',
          dueOn: '2020-01-31',
          reason: 'Lades ned',
          decision,
        },
      }),
    );
  });

  test('at most what was disbursed and is neither returned nor demanded back', () => {
    expect(paidOut().when(demand('k1', '60.01'))).toStrictEqual(refused('exceeds-disbursed', '/amount'));
    const past = [returned('r1', '10.00'), demanded('k1', '30.00')];
    expect(paidOut(...past).when(demand('k2', '20.01'))).toStrictEqual(refused('exceeds-disbursed', '/amount'));
    expect(paidOut(...past).when(demand('k2', '20'))).toStrictEqual(booked(demanded('k2', '20.00')));
    expect(paidOut(...past, claimWithdrawn('k1', '30.00')).when(demand('k2', '50'))).toStrictEqual(
      booked(demanded('k2', '50.00')),
    );
    expect(paidOut().when(demand('k1', '0'))).toStrictEqual(invalid('not-above-zero', '/amount'));
  });

  test('under an id that is the allocation’s for ever', () => {
    for (const past of [[], [claimPaid('k1', 'r1', '5.00')], [claimWithdrawn('k1', '5.00')]])
      expect(paidOut(demanded('k1', '5.00'), ...past).when(demand('k1', '1'))).toStrictEqual(
        refused('already-exists', '/claimId'),
      );
  });

  test('on what is decided, in a year that is open', () => {
    expect(given(budgetDecider, opened(), proposed('100.00')).when(demand('k1', '1'))).toStrictEqual(
      refused('waiting'),
    );
    expect(paidOut(locked).when(demand('k1', '1'))).toStrictEqual(refused('budget-locked'));
    expect(paidOut(demanded('k1', '1.00'), locked).when(withdrawClaim('k1'))).toStrictEqual(
      booked(claimWithdrawn('k1', '1.00')),
    );
  });
});

describe('what is demanded back', () => {
  test('is so by decision of a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(paidOut().when(demand('k1', '1', { unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });

  test('is fifty claims at most, so that a later year can take them all over', () => {
    const some = Array.from({ length: 49 }, (_, at) => demanded(`delkrav-${at}`, '1.00'));
    expect(paidOut(...some).when(demand('k1', '1'))).toStrictEqual(booked(demanded('k1', '1.00')));
    const settled = claimWithdrawn('delkrav-7', '1.00');
    expect(paidOut(...some, settled, demanded('k1', '1.00')).when(demand('k2', '1'))).toStrictEqual(
      refused('too-many'),
    );
  });

  test('was settled on the day of the last payment or withdrawal, whichever was booked first', () => {
    const past = [demanded('k1', '20.00'), paidOn('r1', '5.00', '2019-12-20'), paidOn('r2', '15.00', '2019-12-10')];
    expect(claimsOn(...past)).toEqual(['k1 0.00 2019-12-20']);
    const { claims } = paidOut(...past).state.allocations.get('engangs')!;
    const left = ['2019-12-09', '2019-12-10', '2019-12-19', '2019-12-20'].map((day) =>
      outstandingOf(claims[0]!, day).toFixed(2),
    );
    expect(left).toEqual(['20.00', '5.00', '5.00', '0.00']);
  });
});

describe('a return that names a claim', () => {
  test('may pay all that was disbursed, where all of it was demanded back', () => {
    expect(paidOut(demanded('k1', '60.00')).when(payClaim('k1', 'r1', '60'))).toStrictEqual(
      booked(claimPaid('k1', 'r1', '60.00')),
    );
  });

  test('pays it, as a clawback', () => {
    expect(paidOut(demanded('k1', '20.00')).when(payClaim('k1', 'r1', '15'))).toStrictEqual(
      booked(claimPaid('k1', 'r1', '15.00')),
    );
    expect(claimsOn(demanded('k1', '20.00'), claimPaid('k1', 'r1', '15.00'))).toEqual(['k1 5.00 null']);
    expect(claimsOn(demanded('k1', '20.00'), claimPaid('k1', 'r1', '20.00'))).toEqual([`k1 0.00 ${today}`]);
  });

  test('is limited to what is outstanding of it', () => {
    const past = [demanded('k1', '20.00'), claimPaid('k1', 'r1', '15.00')];
    expect(paidOut(...past).when(payClaim('k1', 'r2', '5.01'))).toStrictEqual(refused('exceeds-claim', '/amount'));
    expect(paidOut(...past, claimWithdrawn('k1', '5.00')).when(payClaim('k1', 'r2', '1'))).toStrictEqual(
      refused('exceeds-claim', '/amount'),
    );
    expect(paidOut(...past).when(payClaim('k2', 'r2', '1'))).toStrictEqual(refused('unknown-claim', '/claimId'));
    expect(paidOut(...past).when(takeReturn('r2', '1', { claimId: 'k1', kind: 'return' }))).toStrictEqual(
      invalid('not-a-clawback', '/kind'),
    );
  });

  test('leaves the rest outstanding again when it is reversed, named by the reversal', () => {
    const past = [demanded('k1', '20.00'), claimPaid('k1', 'r1', '15.00')];
    const back = { ...taken(4, 'returned', '15.00', today, 'AVAILABLE'), claimId: 'k1' };
    expect(paidOut(...past).when(reverse('hsn/2019/5'))).toStrictEqual(booked(entryReversed(back)));
    expect(claimsOn(...past, entryReversed(back))).toEqual(['k1 20.00 null']);
    expect(claimsOn(...past, claimWithdrawn('k1', '5.00'), entryReversed(back))).toEqual(['k1 15.00 null']);
  });

  test('and one that names none may not take what is demanded back', () => {
    expect(paidOut(demanded('k1', '50.00')).when(takeReturn('r1', '10'))).toStrictEqual(
      booked(returned('r1', '10.00')),
    );
    expect(paidOut(demanded('k1', '50.00')).when(takeReturn('r1', '10.01'))).toStrictEqual(
      refused('exceeds-disbursed'),
    );
  });
});

test('a disbursement is not reversed, nor put right, from under a claim on it', () => {
  expect(paidOut(demanded('k1', '60.00')).when(reverse('hsn/2019/3'))).toStrictEqual(refused('exceeds-disbursed'));
  expect(paidOut(demanded('k1', '60.00'), claimWithdrawn('k1', '60.00')).when(reverse('hsn/2019/3'))).toStrictEqual(
    booked(entryReversed(taken(2, 'disbursed', '60.00', today))),
  );
});

test('what is outstanding of a claim is withdrawn, what was paid stays', () => {
  const past = [demanded('k1', '20.00'), claimPaid('k1', 'r1', '15.00')];
  expect(paidOut(...past).when(withdrawClaim('k1'))).toStrictEqual(booked(claimWithdrawn('k1', '5.00')));
  expect(claimsOn(...past, claimWithdrawn('k1', '5.00'))).toEqual([`k1 0.00 ${today}`]);
  expect(paidOut(...past, claimWithdrawn('k1', '5.00')).when(withdrawClaim('k1'))).toStrictEqual(
    refused('claim-settled'),
  );
  expect(paidOut().when(withdrawClaim('k1'))).toStrictEqual(missing('claim-not-found'));
  const two = [demanded('k1', '20.00'), demanded('k2', '7.00')];
  expect(paidOut(...two).when(withdrawClaim('k2'))).toStrictEqual(booked(claimWithdrawn('k2', '7.00')));
});

test('nor is a closed year’s disbursement put right from under it', () => {
  const brought = given(budgetDecider, opened(), broughtForward('40.00', { disbursed: '60.00', recovered: '10.00' }));
  const claim = { ...(demanded('k1', '30.00').data as object), allocationId: '2018.engangs', originYear: 2018 };
  const claimed = given(budgetDecider, opened(), broughtForward('40.00', { disbursed: '60.00', recovered: '10.00' }), {
    type: 'ClawbackDemanded',
    data: claim,
  } as BudgetEvent);
  expect(brought.when(correctLate('disbursed', '-20.01'))).toMatchObject({ events: [{}] });
  expect(claimed.when(correctLate('disbursed', '-20.01'))).toStrictEqual(refused('exceeds-disbursed'));
  expect(claimed.when(correctLate('disbursed', '-20'))).toMatchObject({ events: [{}] });
});

test('claims are handed over with the allocation: what was paid as one sum, and their ids for ever', () => {
  const past = [demanded('k1', '20.00'), claimPaid('k1', 'r1', '8.00'), claimPaid('k1', 'r2', '7.00')];
  const also = [demanded('k2', '5.00'), claimWithdrawn('k2', '5.00'), locked, carryForwardBegun()];
  const { state } = paidOut(...past, ...also, carriedForward('40.00'));
  const carried = handedOver(state, state.budget!);
  expect(carried).toMatchObject([
    {
      claims: [
        { claimId: 'k1', amount: '20.00', settled: [{ how: 'paid', amount: '15.00', on: today }] },
        { claimId: 'k2', amount: '5.00', settled: [{ how: 'withdrawn', amount: '5.00', on: today }] },
      ],
    },
  ]);
  const next = given(budgetDecider, opened(), { type: 'BroughtForward', data: carried[0]! } as BudgetEvent);
  const there = (one: BudgetCommand) =>
    next.when({ ...one, allocationId: '2019.engangs', today: '2020-02-01' } as BudgetCommand);
  expect(there(demand('k2', '1'))).toStrictEqual(refused('already-exists', '/claimId'));
  expect(there(demand('k3', '40.01'))).toStrictEqual(refused('exceeds-disbursed', '/amount'));
  expect(there(payClaim('k1', 'r3', '5.01'))).toStrictEqual(refused('exceeds-claim', '/amount'));
  expect(there(payClaim('k1', 'r3', '5'))).toMatchObject({ events: [{ type: 'ReturnRecorded' }] });
});

test('a claim that was paid in part and withdrawn for the rest is handed over with the last day of each', () => {
  const payments = [paidOn('r1', '5.00', '2019-12-20'), paidOn('r2', '10.00', '2019-12-10')];
  const past = [demanded('k1', '20.00'), ...payments, claimWithdrawn('k1', '5.00')];
  const { state } = paidOut(...past, locked, carryForwardBegun(), carriedForward('40.00'));
  expect(handedOver(state, state.budget!)).toMatchObject([
    {
      claims: [
        {
          settled: [
            { how: 'paid', amount: '15.00', on: '2019-12-20' },
            { how: 'withdrawn', amount: '5.00', on: today },
          ],
        },
      ],
    },
  ]);
});
