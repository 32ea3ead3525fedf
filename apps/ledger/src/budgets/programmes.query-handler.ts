import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { approvals } from '@anslag/read-models/approvals';
import { ReadSide } from '@anslag/read-models/basis';
import { budgets } from '@anslag/read-models/budgets';
import { entries } from '@anslag/read-models/entries';
import { programmesAt } from '@anslag/read-models/programme-report';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import type { BudgetYear } from './budget-stream';
import type { ProgrammesAnswer } from './programmes-query.dto';

export class ProgrammesQuery extends Query<ProgrammesAnswer> {
  constructor(
    readonly at: BudgetYear,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

@QueryHandler(ProgrammesQuery)
export class ProgrammesHandler implements IQueryHandler<ProgrammesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ at: { bodyId, year }, asked }: ProgrammesQuery): Promise<ProgrammesAnswer> {
    const reported = await this.side.report([budgets, entries, approvals], askOf(asked), (cut) =>
      programmesAt(cut, bodyId, year),
    );
    if ('refused' in reported) throw unanswered(reported);
    if (!reported.answer) throw new Problem('budget-not-found', `${bodyId} has no open budget for ${year}.`);
    return { basis: reported.basis, ...reported.answer };
  }
}
