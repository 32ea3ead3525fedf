import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { agreements } from '@anslag/read-models/agreements';
import { allocations } from '@anslag/read-models/allocations';
import { ReadSide } from '@anslag/read-models/basis';
import { deadlinePage, type DeadlineFilters } from '@anslag/read-models/deadline-report';
import { dues } from '@anslag/read-models/dues';
import { parties } from '@anslag/read-models/parties';
import { CivilDay } from '../civil-day';
import type { DeadlinesAnswer, DeadlinesQueryDto } from './deadlines.dto';
import { listed, type ListKind } from './list';

export class DeadlinesQuery extends Query<DeadlinesAnswer> {
  constructor(readonly asked: DeadlinesQueryDto) {
    super();
  }
}

const list: ListKind<DeadlineFilters & Record<string, string | null>> = {
  name: 'deadlines',
  projections: [agreements, dues, allocations, parties],
  filters: { until: 'day', bodyId: 'text', agreementId: 'text', partyId: 'text', kind: 'text' },
  key: () => ['text'],
};

@QueryHandler(DeadlinesQuery)
export class DeadlinesHandler implements IQueryHandler<DeadlinesQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
  ) {}

  async execute({ asked }: DeadlinesQuery): Promise<DeadlinesAnswer> {
    const { until = null, bodyId = null, agreementId = null, partyId = null, kind = null } = asked;
    const today = this.days.today();
    const { basis, answer, next } = await listed(
      this.side,
      list,
      { until, bodyId, agreementId, partyId, kind },
      asked,
      async (cut, filters, paging) => {
        const after = paging.after && String(paging.after[0]);
        const page = await deadlinePage(cut, filters, { limit: paging.limit, after }, today);
        return { ...page, after: page.after === null ? null : [page.after] };
      },
    );
    return { basis, on: basis.effectiveAt ?? today, rows: answer.rows, totals: answer.totals, next };
  }
}
