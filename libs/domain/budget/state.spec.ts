import { formatAmount } from '@anslag/money/amount';
import { fold } from '../../../test/domain/given';
import { appropriated, decided, key, opened } from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import { freedTo, initial, total } from './state';

test('an account that nothing was booked on has 0.00', () => {
  expect(formatAmount(total(initial, 'AVAILABLE'), 'SEK')).toBe('0.00');
});

test('an account has its total over all effective days', () => {
  const state = fold(budgetDecider, [
    opened(),
    ...appropriated('100.00'),
    decided('60.00', { effectiveOn: '2999-12-31' }),
  ]);
  const accounts = ['AUTHORITY', 'AVAILABLE', 'RESERVED', 'COMMITTED'] as const;
  expect(accounts.map((account) => formatAmount(total(state, account), 'SEK'))).toEqual([
    '-100.00',
    '40.00',
    '0.00',
    '60.00',
  ]);
});

test.each([
  [2019, false, 'AVAILABLE'],
  [2019, true, 'AVAILABLE'],
  [2018, false, 'LAPSED'],
  [2018, true, 'AVAILABLE'],
])('what an allocation of %i gives back in 2019 (reuse: %p) is %s', (originYear, reuse, account) => {
  const { budget } = fold(budgetDecider, [opened({ reuse })]);
  if (budget === null) throw new Error('No budget');
  expect(freedTo(budget, { ...key, originYear })).toBe(account);
});
