import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadSide } from '@anslag/read-models/basis';
import { claimPage, type ClaimFilters } from '@anslag/read-models/claim-report';
import { dues } from '@anslag/read-models/dues';
import { parties } from '@anslag/read-models/parties';
import { CivilDay } from '../civil-day';
import type { ClaimsAnswer, ClaimsQueryDto } from './claims.dto';
import { listed, type ListKind } from './list';

export class ClaimsQuery extends Query<ClaimsAnswer> {
  constructor(readonly asked: ClaimsQueryDto) {
    super();
  }
}

const list: ListKind<ClaimFilters & Record<string, string | number | null>> = {
  name: 'claims',
  projections: [dues, parties],
  filters: { year: 'number', bodyId: 'text', recipientId: 'text' },
  key: () => ['text'],
};

@QueryHandler(ClaimsQuery)
export class ClaimsHandler implements IQueryHandler<ClaimsQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
  ) {}

  async execute({ asked }: ClaimsQuery): Promise<ClaimsAnswer> {
    const { year = null, bodyId = null, recipientId = null } = asked;
    const today = this.days.today();
    const given = { year, bodyId, recipientId };
    const { basis, answer, next } = await listed(this.side, list, given, asked, async (cut, filters, paging) => {
      const after = paging.after && String(paging.after[0]);
      const page = await claimPage(cut, filters, { limit: paging.limit, after }, cut.effectiveAt ?? today);
      return { ...page, after: page.after === null ? null : [page.after] };
    });
    return { basis, on: basis.effectiveAt ?? today, rows: answer.rows, totals: answer.totals, next };
  }
}
