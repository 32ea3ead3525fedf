import { agreements } from './agreements';
import { allocations } from './allocations';
import { approvals } from './approvals';
import { auditTrail } from './audit-trail';
import { balances } from './balances';
import { budgets } from './budgets';
import { charts } from './charts';
import { dues } from './dues';
import { entries } from './entries';
import { indexSeries } from './index-series';
import { parties } from './parties';
import type { Projection } from './projection';
import { timeline } from './timeline';

/** All read models of the ledger. */
export const projections: readonly Projection[] = [
  timeline,
  parties,
  agreements,
  indexSeries,
  entries,
  balances,
  budgets,
  charts,
  allocations,
  approvals,
  dues,
  auditTrail,
];
