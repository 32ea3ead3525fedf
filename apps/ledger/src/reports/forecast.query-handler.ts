import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { agreements } from '@anslag/read-models/agreements';
import { allocations } from '@anslag/read-models/allocations';
import { ReadSide } from '@anslag/read-models/basis';
import { dues } from '@anslag/read-models/dues';
import { entries } from '@anslag/read-models/entries';
import { forecastPage } from '@anslag/read-models/forecast-report';
import { indexSeries } from '@anslag/read-models/index-series';
import { parties } from '@anslag/read-models/parties';
import { CivilDay } from '../civil-day';
import { invalidInput } from '../http/problem';
import type { ForecastAnswer, ForecastQueryDto } from './forecast.dto';
import { listed, type ListKind } from './list';

export class ForecastQuery extends Query<ForecastAnswer> {
  constructor(readonly asked: ForecastQueryDto) {
    super();
  }
}

interface Filters extends Record<string, string | number | null> {
  fromYear: number | null;
  toYear: number | null;
  bodyId: string | null;
  agreementId: string | null;
  recipientId: string | null;
}

const list: ListKind<Filters> = {
  name: 'forecast',
  projections: [agreements, entries, parties, allocations, dues, indexSeries],
  filters: { fromYear: 'number', toYear: 'number', bodyId: 'text', agreementId: 'text', recipientId: 'text' },
  key: () => ['text'],
};

const usualYears = 5;
const mostYears = 50;

@QueryHandler(ForecastQuery)
export class ForecastHandler implements IQueryHandler<ForecastQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
  ) {}

  async execute({ asked }: ForecastQuery): Promise<ForecastAnswer> {
    const { fromYear = null, toYear = null, bodyId = null, agreementId = null, recipientId = null } = asked;
    const today = this.days.today();
    const { basis, answer, next } = await listed(
      this.side,
      list,
      { fromYear, toYear, bodyId, agreementId, recipientId },
      asked,
      async (cut, filters, paging) => {
        const after = paging.after && String(paging.after[0]);
        const years = yearsOf(filters, cut.effectiveAt ?? today);
        const page = await forecastPage(cut, { ...filters, ...years }, { limit: paging.limit, after }, today);
        return { ...page, after: page.after === null ? null : [page.after] };
      },
    );
    const { rows, totals, leftOut, planned } = answer;
    return { basis, on: basis.effectiveAt ?? today, rows, totals, leftOut, planned, next };
  }
}

/** Coming years: from the one after a day's unless said. */
function yearsOf({ fromYear, toYear }: Filters, day: string): { fromYear: number; toYear: number } {
  const first = fromYear ?? Number(day.slice(0, 4)) + 1;
  const last = toYear ?? first + usualYears - 1;
  const wrong = (code: string, detail: string) => invalidInput([{ in: 'query', name: 'toYear', code, detail }]);
  if (last < first) throw wrong('ends-before-start', `Must not be before ${first}.`);
  if (last - first >= mostYears) throw wrong('too-many-years', `A forecast is of ${mostYears} years at most.`);
  return { fromYear: first, toYear: last };
}
