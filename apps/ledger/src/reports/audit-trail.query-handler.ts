import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { trailPage } from '@anslag/read-models/audit-report';
import { auditTrail } from '@anslag/read-models/audit-trail';
import { ReadSide } from '@anslag/read-models/basis';
import { parties } from '@anslag/read-models/parties';
import { CivilDay } from '../civil-day';
import { Users } from '../users/users';
import type { AuditTrailAnswer, AuditTrailQueryDto } from './audit-trail.dto';
import { listed, type ListKind } from './list';

export class AuditTrailQuery extends Query<AuditTrailAnswer> {
  constructor(readonly asked: AuditTrailQueryDto) {
    super();
  }
}

type Filters = {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  allocationId: string | null;
  actor: string | null;
  type: string | null;
  from: string | null;
  to: string | null;
  q: string | null;
};

const list: ListKind<Filters> = {
  name: 'audit-trail',
  projections: [auditTrail, parties],
  filters: {
    year: 'number',
    bodyId: 'text',
    recipientId: 'text',
    allocationId: 'text',
    actor: 'text',
    type: 'text',
    from: 'day',
    to: 'day',
    q: 'text',
  },
  key: () => ['position'],
};

@QueryHandler(AuditTrailQuery)
export class AuditTrailHandler implements IQueryHandler<AuditTrailQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
    private readonly users: Users,
  ) {}

  async execute({ asked }: AuditTrailQuery): Promise<AuditTrailAnswer> {
    const { year = null, bodyId = null, recipientId = null, allocationId = null, actor = null } = asked;
    const { type = null, from = null, to = null, q = null } = asked;
    const given = { year, bodyId, recipientId, allocationId, actor, type, from, to, q };
    const { basis, answer, next } = await listed(this.side, list, given, asked, async (cut, filters, paging) => {
      const recordedFrom = filters.from === null ? null : this.days.beginOf(filters.from);
      const recordedBefore = filters.to === null ? null : this.days.endOf(filters.to);
      const after = paging.after === null ? null : BigInt(paging.after[0]!);
      const page = await trailPage(cut, { ...filters, recordedFrom, recordedBefore }, { limit: paging.limit, after });
      return { rows: page.rows, after: page.after === null ? null : [String(page.after)] };
    });
    const names = await this.users.namesOf(answer.rows.map((row) => row.actor));
    const rows = answer.rows.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null }));
    return { basis, rows, next };
  }
}
