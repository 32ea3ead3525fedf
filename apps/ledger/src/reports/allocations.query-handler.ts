import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { allocationPage, type AllocationFilters } from '@anslag/read-models/allocation-report';
import { allocations } from '@anslag/read-models/allocations';
import { ReadSide } from '@anslag/read-models/basis';
import { dues } from '@anslag/read-models/dues';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import type { AllocationRowDto, AllocationsAnswer, AllocationsQueryDto } from './allocations.dto';
import { listed, type ListKind } from './list';

export class AllocationsQuery extends Query<AllocationsAnswer> {
  constructor(readonly asked: AllocationsQueryDto) {
    super();
  }
}

const list: ListKind<AllocationFilters & Record<string, string | number | null>> = {
  name: 'allocations',
  projections: [allocations, entries, parties, dues],
  filters: { year: 'number', bodyId: 'text', recipientId: 'text' },
  key: () => ['position'],
};

@QueryHandler(AllocationsQuery)
export class AllocationsHandler implements IQueryHandler<AllocationsQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: AllocationsQuery): Promise<AllocationsAnswer> {
    const { year = null, bodyId = null, recipientId = null } = asked;
    const given = { year, bodyId, recipientId };
    const { basis, answer, next } = await listed(this.side, list, given, asked, async (cut, filters, paging) => {
      const after = paging.after === null ? null : BigInt(paging.after[0]!);
      const page = await allocationPage(cut, filters, { limit: paging.limit, after });
      return { rows: page.rows, after: page.after === null ? null : [String(page.after)] };
    });
    return { basis, rows: answer.rows as AllocationRowDto[], next };
  }
}
