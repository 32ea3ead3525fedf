import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { agreements } from '@anslag/read-models/agreements';
import { groupKeys, type GroupKey } from '@anslag/read-models/balance-keys';
import type { BalanceFilters } from '@anslag/read-models/balance-query';
import { balanceReport } from '@anslag/read-models/balance-report';
import { balances } from '@anslag/read-models/balances';
import { ReadSide } from '@anslag/read-models/basis';
import { budgets } from '@anslag/read-models/budgets';
import type { Kind } from '@anslag/read-models/cursor';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import type { BalancesAnswer, BalancesQueryDto } from './balances.dto';
import { listed, type ListKind } from './list';

export class BalancesQuery extends Query<BalancesAnswer> {
  constructor(readonly asked: BalancesQueryDto) {
    super();
  }
}

type Filters = BalanceFilters & { groupBy: string | null } & Record<string, string | number | null>;

const usual = 'year,bodyId,recipientId';

/** What every report of balances reads. */
export const balanceProjections = [balances, entries, parties, agreements, budgets];

const list: ListKind<Filters> = {
  name: 'balances',
  // Budgets say how far years go on that state no amount.
  projections: balanceProjections,
  filters: {
    year: 'number',
    bodyId: 'text',
    recipientId: 'text',
    kind: 'text',
    currency: 'text',
    programme: 'text',
    groupBy: 'text',
  },
  key: ({ groupBy }) => keyKinds(groupBy),
};

@QueryHandler(BalancesQuery)
export class BalancesHandler implements IQueryHandler<BalancesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: BalancesQuery): Promise<BalancesAnswer> {
    const { year = null, bodyId = null, recipientId = null, kind = null, currency = null } = asked;
    const { programme = null } = asked;
    const given = { year, bodyId, recipientId, kind, currency, programme, groupBy: groupByOf(asked.groupBy) };
    const { basis, answer, next } = await listed(this.side, list, given, asked, (cut, filters, paging) =>
      balanceReport(cut, filters, groupsOf(filters.groupBy), paging),
    );
    return { basis, rows: answer.rows, totals: answer.totals, next };
  }
}

/** `groupBy` as a cursor has it: null for the usual groups. */
export function groupByOf(asked: string | undefined): string | null {
  const groups = groupsOf(asked ?? usual).join();
  return groups === usual ? null : groups;
}

/** What the key of a row consists of. */
export function keyKinds(groupBy: string | null): Kind[] {
  return [...groupsOf(groupBy).map((key): Kind => (key === 'year' ? 'number' : 'text')), 'text'];
}

/** In the order of the keys, each once. */
export function groupsOf(text: string | null): GroupKey[] {
  const asked = new Set((text ?? usual).split(','));
  return groupKeys.filter((key) => asked.has(key));
}
