import type { AllocationTerms, Entry } from '@anslag/domain/budget/events';
import type { Indexation } from '@anslag/domain/budget/funding-basis';
import { toMinor } from '@anslag/money/amount';

/** What an index multiplies by, as its values say: of levels two of them, of changes one for each year. */
function product({ measure, values }: Indexation): [bigint, bigint] {
  const millionths = (value: string) => toMinor(value, 'SEK') * 10_000n;
  if (measure === 'level') {
    const [base, to] = values;
    return base && to ? [millionths(to.value), millionths(base.value)] : [1n, 1n];
  }
  return values.reduce(
    ([above, below], { value }) => [above * (100_000_000n + millionths(value)), below * 100_000_000n],
    [1n, 1n],
  );
}

/** Whether an amount by an index is less than a minor unit away from the exact product of all that it was computed from. */
export function wrongIndexationIn({ type, data }: { type: string; data: unknown }): string[] {
  const { currency, indexation } = data as Entry & AllocationTerms;
  if (!indexation || type === 'FundingTermsRecorded') return [];
  const { stated, amount, part = { numerator: 1, denominator: 1 }, shares = ['1/1'], own = 0 } = indexation;
  const [above, below] = product(indexation);
  const [sharesAbove, sharesBelow] = shares[own]!.split('/').map(BigInt) as [bigint, bigint];
  const unit = below * BigInt(part.denominator) * sharesBelow;
  const off =
    toMinor(amount, currency) * unit - toMinor(stated, currency) * above * BigInt(part.numerator) * sharesAbove;
  return off < unit && off > -unit ? [] : [`${amount} is not ${stated} by ${indexation.indexId} ${indexation.toYear}`];
}

/** Whether a year that a body bears its share of is less than a minor unit away from the exact product, and `of` half of one. */
export function wrongShareIn({ data }: { data: unknown }): string[] {
  const { amount, currency, share, basis, indexation } = data as Entry & AllocationTerms;
  // What is a share of an indexed year is looked at as that.
  if (!share || indexation) return [];
  const [own, of] = [toMinor(amount, currency), toMinor(share.of, currency)];
  const part = { numerator: BigInt(basis?.numerator ?? 1), denominator: BigInt(basis?.denominator ?? 1) };
  const exact = toMinor(basis?.amount ?? share.of, currency) * part.numerator;
  const offOf = 2n * (of * part.denominator - exact);
  const unit = part.denominator * BigInt(share.denominator);
  const off = own * unit - exact * BigInt(share.numerator);
  const isExact = offOf <= part.denominator && offOf >= -part.denominator && off < unit && off > -unit;
  return isExact ? [] : [`${amount} is no share of ${share.of}: ${share.numerator}/${share.denominator}`];
}
