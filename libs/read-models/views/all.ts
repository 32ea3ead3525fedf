import { agreements } from './agreements';
import { allocations } from './allocations';
import { auditTrail } from './audit-trail';
import { balances } from './balances';
import { budgets } from './budgets';
import { codes } from './codes';
import { dues } from './dues';
import { entries } from './entries';
import { indexValues } from './index-values';
import { parties } from './parties';
import type { View } from './view';

/** Every view that users have, in the order of the documentation. */
export const views: readonly View[] = [
  balances,
  budgets,
  entries,
  codes,
  allocations,
  dues,
  parties,
  agreements,
  indexValues,
  auditTrail,
];
