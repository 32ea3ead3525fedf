import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { approvals } from '@anslag/read-models/approvals';
import { ReadSide } from '@anslag/read-models/basis';
import { budgetAt } from '@anslag/read-models/budget-report';
import { budgets } from '@anslag/read-models/budgets';
import { entries } from '@anslag/read-models/entries';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import type { BudgetAnswer } from './budgets-queries.dto';

export class BudgetQuery extends Query<BudgetAnswer> {
  constructor(
    readonly at: { bodyId: string; year: number },
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

@QueryHandler(BudgetQuery)
export class BudgetAtHandler implements IQueryHandler<BudgetQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ at: { bodyId, year }, asked }: BudgetQuery): Promise<BudgetAnswer> {
    const reported = await this.side.report([budgets, entries, approvals], askOf(asked), (cut) =>
      budgetAt(cut, bodyId, year),
    );
    if ('refused' in reported) throw unanswered(reported);
    if (!reported.answer) throw new Problem('budget-not-found', `${bodyId} has no open budget for ${year}.`);
    return { basis: reported.basis, ...reported.answer };
  }
}
