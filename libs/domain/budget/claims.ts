import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import type { RecordedBudgetEvent } from './events';
import type { Claim, Settlement } from './follow-up-events';

export const claimEventTypes = ['ClawbackDemanded', 'ClawbackWithdrawn'] as const;

export type ClaimEvent = Extract<RecordedBudgetEvent, { type: (typeof claimEventTypes)[number] }>;

export const isClaimEvent = (type: string): type is ClaimEvent['type'] =>
  (claimEventTypes as readonly string[]).includes(type);

/** What was demanded back on an allocation after an event: demanded, paid, withdrawn, or a payment taken back. */
export function claimsAfter(claims: readonly Claim[], event: RecordedBudgetEvent): readonly Claim[] {
  const settling = (claimId: string, change: (settled: readonly Settlement[]) => readonly Settlement[]) =>
    claims.map((one) => (one.claimId === claimId ? { ...one, settled: change(one.settled) } : one));
  switch (event.type) {
    case 'ClawbackDemanded': {
      const { claimId, amount, dueOn } = event.data;
      return [...claims, { claimId, amount, dueOn, settled: [] }];
    }
    case 'ClawbackWithdrawn': {
      const { claimId, amount, withdrawnOn: on } = event.data;
      return settling(claimId, (settled) => [...settled, { how: 'withdrawn', amount, on }]);
    }
    case 'ReturnRecorded': {
      const { claimId, amount, effectiveOn: on } = event.data;
      if (claimId === undefined) return claims;
      const { revision } = event;
      return settling(claimId, (settled) => [...settled, { how: 'paid', amount, on, revision }]);
    }
    case 'EntryReversed': {
      const { claimId, revision } = event.data.entry;
      if (claimId === undefined) return claims;
      return settling(claimId, (settled) => settled.filter((one) => one.revision !== revision));
    }
    default:
      return claims;
  }
}

/** What was paid or withdrawn of a claim up to a day; without one, ever. */
export const settledBy = ({ settled }: Claim, how: Settlement['how'], day?: string): Amount =>
  settled
    .filter((one) => one.how === how && (day === undefined || one.on <= day))
    .reduce((sum, one) => sum.add(amountOf(one.amount)), zero);

/** What is still to come of a claim. */
export const outstandingOf = (claim: Claim, day?: string): Amount =>
  amountOf(claim.amount)
    .sub(settledBy(claim, 'paid', day))
    .sub(settledBy(claim, 'withdrawn', day));

/** What is still to come of all claims on an allocation. */
export const outstanding = (claims: readonly Claim[]): Amount =>
  claims.reduce((sum, claim) => sum.add(outstandingOf(claim)), zero);

/** The day by which nothing was left of a claim; null where something is. */
export const settledOn = (claim: Claim): string | null =>
  outstandingOf(claim).gt(0) ? null : claim.settled.reduce((last, { on }) => (on > last ? on : last), '');

/** Claims as another year takes them over: what was settled of each in two sums, so that they stay small. */
export function handedOn(claims: readonly Claim[], currency: string): Claim[] {
  return claims.map((claim) => ({
    ...claim,
    settled: (['paid', 'withdrawn'] as const).flatMap((how): Settlement[] => {
      const sum = settledBy(claim, how);
      const on = claim.settled
        .filter((one) => one.how === how)
        .reduce((last, one) => (one.on > last ? one.on : last), '');
      return sum.isZero() ? [] : [{ how, amount: formatAmount(sum, currency), on }];
    }),
  }));
}
