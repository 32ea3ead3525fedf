import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadSide } from '@anslag/read-models/basis';
import { budgets } from '@anslag/read-models/budgets';
import { transferPage } from '@anslag/read-models/transfer-report';
import type { PageQueryDto } from '../reports/basis.dto';
import { Problem } from '../http/problem';
import { listed, type ListKind } from '../reports/list';
import type { BudgetYear } from './budget-stream';
import type { TransfersAnswer } from './transfers-query.dto';

export class TransfersQuery extends Query<TransfersAnswer> {
  constructor(
    readonly at: BudgetYear,
    readonly asked: PageQueryDto,
  ) {
    super();
  }
}

/** The budget is in the path, so that a cursor says which it was made for. */
const listOf = ({ bodyId, year }: BudgetYear): ListKind<Record<string, string | number | null>> => ({
  name: `transfers ${bodyId}.${year}`,
  projections: [budgets],
  filters: {},
  key: () => ['position'],
});

@QueryHandler(TransfersQuery)
export class TransfersHandler implements IQueryHandler<TransfersQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ at, asked }: TransfersQuery): Promise<TransfersAnswer> {
    const { basis, answer, next } = await listed(this.side, listOf(at), {}, asked, async (cut, _, { limit, after }) => {
      const page = await transferPage(cut, at, { limit, after: after === null ? null : BigInt(after[0]!) });
      if (!page) throw new Problem('budget-not-found', `${at.bodyId} has no open budget for ${at.year}.`);
      return { rows: page.rows, after: page.after === null ? null : [String(page.after)] };
    });
    return { basis, rows: answer.rows, next };
  }
}
