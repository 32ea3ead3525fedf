import { cutToPaid, unpaidOf } from '@anslag/domain/budget/instalments';
import { formatAmount } from '@anslag/money/amount';
import type { LedgerInMemory } from './ledger-in-memory';

/** It is said when an allocation is paid, and said anew; an instalment is paid in part or whole, and now and then taken back. */
export function planPayments(
  ledger: LedgerInMemory,
  on: { bodyId: string; year: number },
  { what, which, day, amount }: Record<'what' | 'which' | 'day' | 'amount', number>,
  days: readonly string[],
): void {
  const all = [...ledger.budgetState(on.bodyId, on.year).allocations.values()].filter(
    ({ status, committed, moved }) => status === 'decided' && committed.gt(1) && !moved,
  );
  const planned = all.filter(({ instalments }) => instalments.some((one) => unpaidOf(one).gt(0)));
  const allocation = (what % 3 && planned[which % Math.max(1, planned.length)]) || all[which % Math.max(1, all.length)];
  if (!allocation) return;
  const { instalments, currency, committed, duties } = allocation;
  const of = { ...on, allocationId: allocation.allocationId };
  const effectiveOn = days[Math.max(day, 3)]!;
  const open = instalments.filter((one) => unpaidOf(one).gt(0));
  const due = open[amount % Math.max(1, open.length)];
  if (due && what % 5 > 0) {
    const pay = { disbursementId: `d-${ledger.log.events.length}`, instalmentId: due.instalmentId, effectiveOn };
    const part = which % 2 ? formatAmount(unpaidOf(due), currency) : '1';
    ledger.budget({ type: 'RecordDisbursement', ...of, ...pay, amount: part });
    const entry = ledger
      .budgetState(on.bodyId, on.year)
      .allocations.get(of.allocationId)!
      .entries.findLast((one) => one.instalmentId !== undefined && !one.reversed);
    const voucher = `${on.bodyId}/${on.year}/${(entry?.revision ?? 0) + 1}`;
    if (entry && which % 4 === 0) ledger.budget({ type: 'ReverseAllocation', ...of, reason: 'Fel', voucher });
    return;
  }
  const first = committed.div(2).floor();
  const awaited = which % 3 === 0 ? duties.at(-1)?.dutyId : undefined;
  const id = ledger.log.events.length;
  const anew = [
    { instalmentId: `i-${id}-1`, amount: first.toFixed(), dueOn: effectiveOn, note: 'Första halvan' },
    {
      instalmentId: `i-${id}-2`,
      amount: formatAmount(committed.sub(first), currency),
      dueOn: days[(day + which) % days.length]!,
      ...(awaited !== undefined && { afterDutyId: awaited }),
    },
  ];
  const kept = cutToPaid(instalments, currency);
  const some = what % 7 === 0 ? anew.slice(0, 1) : anew;
  ledger.budget({ type: 'SetDisbursementPlan', ...of, instalments: [...kept, ...some], reason: 'Ny tidplan' });
}
