import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { agreements } from '@anslag/read-models/agreements';
import { groupKeys, type BalanceFilters, type GroupKey } from '@anslag/read-models/balance-query';
import { balanceReport } from '@anslag/read-models/balance-report';
import { balances } from '@anslag/read-models/balances';
import { ReadSide } from '@anslag/read-models/basis';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import type { BalancesAnswer, BalancesQueryDto } from './balances.dto';
import { listed, type ListKind } from './list';

export class BalancesQuery extends Query<BalancesAnswer> {
  constructor(readonly asked: BalancesQueryDto) {
    super();
  }
}

type Filters = BalanceFilters & { groupBy: string } & Record<string, string | number | null>;

const usual = 'year,bodyId,recipientId';

const list: ListKind<Filters> = {
  name: 'balances',
  projections: [balances, entries, parties, agreements],
  filters: {
    ...{ year: 'number', bodyId: 'string', recipientId: 'string', kind: 'string' },
    ...{ currency: 'string', groupBy: 'string' },
  },
  key: ({ groupBy }) => [...groupsOf(groupBy).map((key) => (key === 'year' ? 'number' : 'string')), 'string'] as const,
};

@QueryHandler(BalancesQuery)
export class BalancesHandler implements IQueryHandler<BalancesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: BalancesQuery): Promise<BalancesAnswer> {
    const { year = null, bodyId = null, recipientId = null, kind = null, currency = null, groupBy = usual } = asked;
    const given = { year, bodyId, recipientId, kind, currency, groupBy };
    const { basis, answer, next } = await listed(this.side, list, given, asked, (cut, filters, paging) =>
      balanceReport(cut, filters, groupsOf(filters.groupBy), paging),
    );
    return { basis, rows: answer.rows, totals: answer.totals, next };
  }
}

function groupsOf(text: string): GroupKey[] {
  const asked = new Set(text.split(','));
  return groupKeys.filter((key) => asked.has(key));
}
