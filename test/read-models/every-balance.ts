import type { BalanceFilters } from '@anslag/read-models/balance-query';

/** A balance report of everything. */
export const everyBalance: BalanceFilters = {
  year: null,
  bodyId: null,
  recipientId: null,
  kind: null,
  currency: null,
  programme: null,
};
