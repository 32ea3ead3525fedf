import type { BudgetState } from '@anslag/domain/budget/state';
import { amountOf, formatAmount } from '@anslag/money/amount';
import { voucherOf } from '../http/answer';
import type { Language } from '../http/language';
import type { ProblemCode } from '../http/problem';
import { sentenceIn } from '../http/told';
import { budgetStream } from './budget-stream';
import type { FundingLine } from './funding.dto';
import type { ToldOf } from './told-of';

/** What the terms or the agreement themselves give nothing for: nobody has done anything wrong. */
const skipped: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'amount-not-stated',
  'funding-rejected',
  'funding-reversed',
  'no-funding-terms',
  'no-share',
  'not-in-force',
  'proration-needs-a-day',
  'proration-needs-a-month',
  'share-not-stated',
]);

/** What became of one agreement, before the budget is looked at for what was booked. */
export type Told = ToldOf<{ agreementId: string }>;

/** The line that an agreement has in the run's answer. `state` is the budget's after what is told. */
export function lineOf(told: Told, { budget, allocations }: BudgetState, language: Language): FundingLine {
  const { agreementId } = told;
  const { currency } = budget!;
  const allocation = allocations.get(agreementId);
  const share = allocation?.terms.share;
  const named = { allocationId: agreementId, currency, ...(share && { share }) };
  if ('answer' in told) {
    const { events, would, revision, voucher, warnings } = told.answer;
    const entries = [...(allocation?.entries ?? []), allocation?.proposal];
    const booked = would?.[0]!.data ?? entries.find((entry) => entry?.revision === Number(revision));
    // A proposal that somebody has settled within the moment: what it came to.
    const amount = (booked as { amount: string } | undefined)?.amount ?? allocation!.allocated.toFixed();
    const status = events[0]!.type === 'AllocationProposed' ? 'proposed' : 'funded';
    return {
      agreementId,
      status,
      ...named,
      amount: formatAmount(amountOf(amount), currency),
      voucher: would ? null : voucher,
      ...(warnings.length > 0 && { warnings }),
    };
  }
  const { code, status } = told.problem;
  const detail = sentenceIn(language, told.problem.detail);
  if (code === 'already-funded' && allocation) {
    const { allocated, reserved, entries, proposal } = allocation;
    const first = entries[0] ?? proposal;
    return {
      agreementId,
      status: 'already-funded',
      code,
      detail,
      ...named,
      amount: formatAmount(allocated.add(reserved), currency),
      voucher: first ? voucherOf(budgetStream(budget!), first.revision) : null,
    };
  }
  return { agreementId, status: status >= 500 ? 'failed' : skipped.has(code) ? 'skipped' : 'refused', code, detail };
}
