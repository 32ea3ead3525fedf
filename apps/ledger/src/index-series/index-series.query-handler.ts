import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadSide } from '@anslag/read-models/basis';
import { indexSeries, seriesAt, seriesPage } from '@anslag/read-models/index-series';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import { listed, type ListKind } from '../reports/list';
import type { IndexSeriesAnswer, IndexSeriesListAnswer, IndexSeriesQueryDto } from './index-series-queries.dto';

export class IndexSeriesListQuery extends Query<IndexSeriesListAnswer> {
  constructor(readonly asked: IndexSeriesQueryDto) {
    super();
  }
}

export class IndexSeriesQuery extends Query<IndexSeriesAnswer> {
  constructor(
    readonly indexId: string,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

const list: ListKind<Record<string, never>> = {
  name: 'index-series',
  projections: [indexSeries],
  filters: {},
  key: () => ['text'],
};

@QueryHandler(IndexSeriesListQuery)
export class IndexSeriesListHandler implements IQueryHandler<IndexSeriesListQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: IndexSeriesListQuery): Promise<IndexSeriesListAnswer> {
    const { basis, answer, next } = await listed(this.side, list, {}, asked, async (cut, _, { limit, after }) => {
      const page = await seriesPage(cut, { limit, after: after && String(after[0]) });
      return { ...page, after: page.after === null ? null : [page.after] };
    });
    return { basis, series: answer.series, next };
  }
}

@QueryHandler(IndexSeriesQuery)
export class IndexSeriesHandler implements IQueryHandler<IndexSeriesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ indexId, asked }: IndexSeriesQuery): Promise<IndexSeriesAnswer> {
    const reported = await this.side.report([indexSeries], askOf(asked), (cut) => seriesAt(cut, indexId));
    if ('refused' in reported) throw unanswered(reported);
    if (!reported.answer) throw new Problem('index-not-found', `There is no index series ${indexId}.`);
    return { basis: reported.basis, ...reported.answer };
  }
}
