import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { approvalPage, type ApprovalFilters } from '@anslag/read-models/approval-report';
import { approvals } from '@anslag/read-models/approvals';
import { ReadSide } from '@anslag/read-models/basis';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import { CivilDay } from '../civil-day';
import type { Subject } from '../http/tokens';
import { Users } from '../users/users';
import type { ApprovalRowDto, ApprovalsAnswer, ApprovalsQueryDto } from './approvals.dto';
import { listed, type ListKind } from './list';

export class ApprovalsQuery extends Query<ApprovalsAnswer> {
  constructor(
    readonly asked: ApprovalsQueryDto,
    readonly subject: Subject,
  ) {
    super();
  }
}

const list: ListKind<ApprovalFilters & Record<string, string | number | null>> = {
  name: 'approvals',
  projections: [approvals, entries, parties],
  filters: { bodyId: 'text', year: 'number', mine: 'number' },
  key: () => ['position'],
};

/** What waits, and for each whether whoever asks may approve it: found by the rule that the approval itself is decided by. */
@QueryHandler(ApprovalsQuery)
export class ApprovalsHandler implements IQueryHandler<ApprovalsQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
    private readonly users: Users,
  ) {}

  async execute({ asked, subject }: ApprovalsQuery): Promise<ApprovalsAnswer> {
    const { bodyId = null, year = null, mine = false } = asked;
    const today = this.days.today();
    const asking = { subject: subject.id, isApprover: subject.roles.has('approver') };
    const given = { bodyId, year, mine: mine ? 1 : null };
    const { basis, answer, next } = await listed(this.side, list, given, asked, async (cut, filters, paging) => {
      const after = paging.after === null ? null : BigInt(paging.after[0]!);
      const day = cut.effectiveAt ?? today;
      const page = await approvalPage(cut, filters, { limit: paging.limit, after }, { ...asking, day });
      return { rows: page.rows, after: page.after === null ? null : [String(page.after)] };
    });
    const names = await this.users.namesOf(answer.rows.map((row) => row.proposedBy));
    const rows = answer.rows.map((row) => ({ ...row, proposedByName: names.get(row.proposedBy) ?? null }));
    return { basis, on: basis.effectiveAt ?? today, rows: rows as ApprovalRowDto[], next };
  }
}
