import type { AllocationTerms, Entry } from '@anslag/domain/budget/events';
import { toMinor } from '@anslag/money/amount';

/** Whether a year that a body bears its share of is less than a minor unit away from the exact product, and `of` half of one. */
export function wrongShareIn({ data }: { data: unknown }): string[] {
  const { amount, currency, share, basis } = data as Entry & AllocationTerms;
  if (!share) return [];
  const [own, of] = [toMinor(amount, currency), toMinor(share.of, currency)];
  const part = { numerator: BigInt(basis?.numerator ?? 1), denominator: BigInt(basis?.denominator ?? 1) };
  const exact = toMinor(basis?.amount ?? share.of, currency) * part.numerator;
  const offOf = 2n * (of * part.denominator - exact);
  const unit = part.denominator * BigInt(share.denominator);
  const off = own * unit - exact * BigInt(share.numerator);
  const isExact = offOf <= part.denominator && offOf >= -part.denominator && off < unit && off > -unit;
  return isExact ? [] : [`${amount} is no share of ${share.of}: ${share.numerator}/${share.denominator}`];
}
