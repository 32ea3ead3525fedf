import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { outstanding, outstandingOf } from '@anslag/domain/budget/claims';
import type { Allocation } from '@anslag/domain/budget/state';
import { formatMinor, toMinor, type Amount } from '@anslag/money/amount';
import { at, days, sized } from './choosing';
import type { Intent } from './intents';

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

/** What somebody does about money that should come back. */
export function claimingOn(
  { act, pick, size, day, odd }: Intent,
  { allocationId, claims, disbursed, recovered, currency }: Allocation,
  by: Common,
): BudgetCommand {
  const on = { ...by, allocationId };
  const claim = at(
    claims.filter((one) => outstandingOf(one).gt(0) !== (odd % 7 === 0)),
    pick,
  );
  if (act === 'withdraw claim' && claim)
    return { type: 'WithdrawClawback', ...on, claimId: claim.claimId, reason: `Reason ${pick}` };
  const claimId = odd % 10 === 0 ? 'k1' : `k${claims.length + 1}`;
  const left = toMinor(disbursed.sub(recovered).sub(outstanding(claims)), currency);
  const amount = formatMinor(sized(left, size), currency);
  return { type: 'DemandClawback', ...on, claimId, amount, dueOn: at(days, day), reason: `Reason ${pick}` };
}

/** Which claim a return pays, mostly one that there is, and how much is to come; now and then more than that. */
export function payingOf({ pick, odd }: Intent, { claims, disbursed, recovered }: Allocation) {
  const claim = odd % 3 === 0 ? undefined : at(claims, pick);
  const owed = claim && outstandingOf(claim);
  const left: Amount = owed ? owed.mul(odd % 8 === 1 ? 2 : 1) : disbursed.sub(recovered).sub(outstanding(claims));
  return { left, of: claim ? { claimId: claim.claimId } : {} };
}
