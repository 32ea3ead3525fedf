import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { auditTrail } from '@anslag/read-models/audit-trail';
import { ReadSide } from '@anslag/read-models/basis';
import { entries } from '@anslag/read-models/entries';
import { entryPage, type EntryFilters } from '@anslag/read-models/entry-report';
import { parties } from '@anslag/read-models/parties';
import type { EntriesAnswer, EntriesQueryDto, EntryRowDto } from './entries.dto';
import { listed, type ListKind } from './list';

export class EntriesQuery extends Query<EntriesAnswer> {
  constructor(readonly asked: EntriesQueryDto) {
    super();
  }
}

const list: ListKind<EntryFilters & Record<string, string | number | null>> = {
  name: 'entries',
  projections: [entries, auditTrail, parties],
  filters: { year: 'number', bodyId: 'text', recipientId: 'text', allocationId: 'text' },
  key: () => ['position'],
};

@QueryHandler(EntriesQuery)
export class EntriesHandler implements IQueryHandler<EntriesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: EntriesQuery): Promise<EntriesAnswer> {
    const { year = null, bodyId = null, recipientId = null, allocationId = null } = asked;
    const given = { year, bodyId, recipientId, allocationId };
    const { basis, answer, next } = await listed(this.side, list, given, asked, async (cut, filters, paging) => {
      const after = paging.after === null ? null : BigInt(paging.after[0]!);
      const page = await entryPage(cut, filters, { limit: paging.limit, after });
      return { rows: page.rows, after: page.after === null ? null : [String(page.after)] };
    });
    return { basis, rows: answer.rows as EntryRowDto[], next };
  }
}
