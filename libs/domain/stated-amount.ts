import { formatAmount, type Amount, type AmountRefusal } from '@anslag/money/amount';
import { invalid, type Refusal } from './refusal';

const details: Record<AmountRefusal, string> = {
  'not-an-amount': 'An amount is digits with an optional decimal point, such as "1500.00".',
  'too-many-decimals': 'The amount has more decimals than the currency.',
  'not-above-zero': 'The amount must not be zero.',
  'amount-too-large': 'The amount is larger than the ledger can hold.',
};

/** A commanded amount in its currency, with the text at full scale that the event keeps; or the refusal to answer. */
export function statedAmount(
  parse: (text: string, currency: string) => Amount | AmountRefusal,
  text: string,
  currency: string,
  pointer: string,
): { amount: Amount; text: string } | Refusal {
  const amount = parse(text, currency);
  if (typeof amount === 'string') return invalid(amount, details[amount], pointer);
  return { amount, text: formatAmount(amount, currency) };
}
