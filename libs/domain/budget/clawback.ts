import { formatAmount, parseAmount, type Amount } from '@anslag/money/amount';
import type { Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { against, booked, invalid, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import { outstanding, outstandingOf } from './claims';
import type { ClaimCommand, DemandClawback, WithdrawClawback } from './claim-commands';
import type { RecordReturn } from './commands';
import type { BudgetEvent } from './events';
import { notOpen } from './not-open';
import { keyOf, type Allocation } from './state';

/** As many as BroughtForward can hold beside all else that it says. */
const mostClaims = 50;

/** Claims on what was disbursed, with a day to pay by. They move no money: what comes in is a return that names the claim. */
export function decideClaim(command: ClaimCommand & Commanded, allocation: Allocation): Decided<BudgetEvent> {
  return command.type === 'DemandClawback' ? demand(command, allocation) : withdraw(command, allocation);
}

function demand(command: DemandClawback & Commanded, allocation: Allocation): Decided<BudgetEvent> {
  const { currency, claims, disbursed, recovered } = allocation;
  const stated = statedAmount(parseAmount, command.amount, currency, '/amount');
  if ('refused' in stated) return stated;
  const { claimId, dueOn, reason, unknown } = command;
  if (claims.some((one) => one.claimId === claimId))
    return against('already-exists', `The allocation has a claim ${claimId} already.`, '/claimId');
  const stopped = notOpen(allocation);
  if (stopped) return stopped;
  if (claims.length >= mostClaims)
    return against('too-many', `An allocation holds ${mostClaims} claims at most, settled ones included.`);
  const left = disbursed.sub(recovered).sub(outstanding(claims));
  if (stated.amount.gt(left))
    return against(
      'exceeds-disbursed',
      `${formatAmount(left, currency)} ${currency} of what was disbursed is neither returned nor demanded back.`,
      '/amount',
    );
  if (unknown) return unknownParty(unknown);
  const data = { ...keyOf(allocation), claimId, amount: stated.text, currency, dueOn, reason };
  return booked({ type: 'ClawbackDemanded', data: { ...data, ...said(command, 'decision') } });
}

function withdraw(command: WithdrawClawback & Commanded, allocation: Allocation): Decided<BudgetEvent> {
  const { claimId, reason, today: withdrawnOn } = command;
  const claim = allocation.claims.find((one) => one.claimId === claimId);
  if (!claim) return missing('claim-not-found', `There is no claim ${claimId} on the allocation.`);
  const { currency } = allocation;
  const left = outstandingOf(claim);
  if (!left.gt(0)) return against('claim-settled', 'Nothing is outstanding of the claim.');
  const data = { ...keyOf(allocation), claimId, amount: formatAmount(left, currency), currency, withdrawnOn, reason };
  return booked({ type: 'ClawbackWithdrawn', data });
}

/** Whether a return can be what it says of a claim. */
export function refusedForClaim(
  { claimId, kind }: Pick<RecordReturn, 'claimId' | 'kind'>,
  { claims, currency }: Allocation,
  amount: Amount,
): Refusal | null {
  if (claimId === undefined) return null;
  if (kind === 'return')
    return invalid('not-a-clawback', 'What is paid on a claim is a clawback, not a return.', '/kind');
  const claim = claims.find((one) => one.claimId === claimId);
  if (!claim) return against('unknown-claim', `There is no claim ${claimId} on the allocation.`, '/claimId');
  const left = outstandingOf(claim);
  if (amount.lte(left)) return null;
  const money = `${formatAmount(left, currency)} ${currency}`;
  return against('exceeds-claim', `${money} of the claim is outstanding; the rest is a return of its own.`, '/amount');
}
