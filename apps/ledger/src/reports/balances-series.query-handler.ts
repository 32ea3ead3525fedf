import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BalanceFilters } from '@anslag/read-models/balance-query';
import {
  effectiveExtent,
  effectiveSeries,
  recordedExtent,
  recordedSeries,
  type CurrencySeries,
} from '@anslag/read-models/balance-series';
import { ReadSide } from '@anslag/read-models/basis';
import type { Cut } from '@anslag/read-models/cut';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import { timeline } from '@anslag/read-models/timeline';
import { CivilDay } from '../civil-day';
import { invalidInput } from '../http/problem';
import { askOf, unanswered } from './ask';
import type { BalancesSeriesAnswer, BalancesSeriesQueryDto } from './balances-series.dto';
import { intervalEnds, intervalsIn, type Interval } from './interval';

/** The most points that one series may have. */
const mostPoints = 1000;

export class BalancesSeriesQuery extends Query<BalancesSeriesAnswer> {
  constructor(readonly asked: BalancesSeriesQueryDto) {
    super();
  }
}

@QueryHandler(BalancesSeriesQuery)
export class BalancesSeriesHandler implements IQueryHandler<BalancesSeriesQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
  ) {}

  async execute({ asked }: BalancesSeriesQuery): Promise<BalancesSeriesAnswer> {
    const { by = 'effective', interval = 'month', year = null, bodyId = null, recipientId = null } = asked;
    const { kind = null, currency = null, programme = null } = asked;
    const filters = { year, bodyId, recipientId, kind, currency, programme };
    const needed = by === 'known' ? [entries, parties, timeline] : [entries, parties];
    const reported = await this.side.report(needed, askOf(asked), async (cut) => {
      const extent = await this.#extent(cut, filters, asked);
      if (!extent) return { from: asked.from ?? null, to: asked.to ?? null, series: [] };
      return { ...extent, series: await this.#series(cut, filters, by, endsOf(extent, interval)) };
    });
    if ('refused' in reported) throw unanswered(reported);
    return { basis: reported.basis, by, interval, ...reported.answer };
  }

  /** The days asked for, or else those that there are entries for; null where there are none. */
  async #extent(cut: Cut, filters: BalanceFilters, { by, from, to }: BalancesSeriesQueryDto) {
    if (from !== undefined && to !== undefined) return { from, to };
    const found = by === 'known' ? await this.#recorded(cut, filters) : await effectiveExtent(cut, filters);
    if (!found) return null;
    // A series that is asked for from after, or up to before, all that there is has one point.
    const begin = from ?? (to !== undefined && to < found.from ? to : found.from);
    return { from: begin, to: to ?? (begin > found.to ? begin : found.to) };
  }

  async #recorded(cut: Cut, filters: BalanceFilters) {
    const found = await recordedExtent(cut, filters);
    return found && { from: this.days.today(found.from), to: this.days.today(found.to) };
  }

  #series(cut: Cut, filters: BalanceFilters, by: 'effective' | 'known', ends: string[]): Promise<CurrencySeries[]> {
    if (by === 'effective') return effectiveSeries(cut, filters, ends);
    return recordedSeries(
      cut,
      filters,
      ends.map((at) => ({ at, endsAt: this.days.endOf(at) })),
    );
  }
}

function endsOf({ from, to }: { from: string; to: string }, interval: Interval): string[] {
  if (to < from)
    throw invalidInput([{ in: 'query', name: 'to', code: 'ends-before-start', detail: 'Must not be before from.' }]);
  const points = intervalsIn(from, to, interval);
  if (points <= mostPoints) return intervalEnds(from, to, interval);
  const detail = `That would be ${points} points, more than ${mostPoints}: take a longer interval, or days closer together.`;
  throw invalidInput([{ in: 'query', name: 'interval', code: 'too-many-points', detail }]);
}
