import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadSide } from '@anslag/read-models/basis';
import { budgets } from '@anslag/read-models/budgets';
import { charts } from '@anslag/read-models/charts';
import type { Cut } from '@anslag/read-models/cut';
import { chartAt, codesAt, dimensionBalancesAt } from '@anslag/read-models/dimension-report';
import { entries } from '@anslag/read-models/entries';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import type { BudgetYear } from './budget-stream';
import type { CodesAnswer, DimensionBalancesAnswer, DimensionsAnswer } from './dimensions-query.dto';

interface OfDimension extends BudgetYear {
  dimensionId: string;
}

export class DimensionsQuery extends Query<DimensionsAnswer> {
  constructor(
    readonly at: BudgetYear,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

export class CodesQuery extends Query<CodesAnswer> {
  constructor(
    readonly at: OfDimension,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

export class DimensionBalancesQuery extends Query<DimensionBalancesAnswer> {
  constructor(
    readonly at: OfDimension,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

@QueryHandler(DimensionsQuery)
export class DimensionsHandler implements IQueryHandler<DimensionsQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ at: { bodyId, year }, asked }: DimensionsQuery): Promise<DimensionsAnswer> {
    const reported = await this.side.report([charts, budgets], askOf(asked), (cut) => chartAt(cut, bodyId, year));
    if ('refused' in reported) throw unanswered(reported);
    if (!reported.answer) throw notOpen({ bodyId, year });
    return { basis: reported.basis, ...reported.answer };
  }
}

@QueryHandler(CodesQuery)
export class CodesHandler implements IQueryHandler<CodesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ at, asked }: CodesQuery): Promise<CodesAnswer> {
    const reported = await this.side.report([charts, budgets], askOf(asked), (cut) => of(at, codesAt, cut));
    return answerOf(at, reported);
  }
}

@QueryHandler(DimensionBalancesQuery)
export class DimensionBalancesHandler implements IQueryHandler<DimensionBalancesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ at, asked }: DimensionBalancesQuery): Promise<DimensionBalancesAnswer> {
    const reported = await this.side.report([entries, charts, budgets], askOf(asked), (cut) =>
      of(at, dimensionBalancesAt, cut),
    );
    return answerOf(at, reported);
  }
}

const of = <A>(
  { bodyId, year, dimensionId }: OfDimension,
  report: (cut: Cut, bodyId: string, year: number, dimensionId: string) => Promise<A>,
  cut: Cut,
): Promise<A> => report(cut, bodyId, year, dimensionId);

function answerOf<A extends object>(
  at: OfDimension,
  reported: Awaited<ReturnType<typeof ReadSide.prototype.report<A | 'budget-not-found' | 'dimension-not-found'>>>,
) {
  if ('refused' in reported) throw unanswered(reported);
  const { basis, answer } = reported;
  if (answer === 'budget-not-found') throw notOpen(at);
  if (answer === 'dimension-not-found')
    throw new Problem('dimension-not-found', `There is no dimension ${at.dimensionId} in this budget.`);
  return { basis, ...(answer as A) };
}

const notOpen = ({ bodyId, year }: BudgetYear): Problem =>
  new Problem('budget-not-found', `${bodyId} has no open budget for ${year}.`);
