import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import type { Subject } from '../http/tokens';
import { WhoAsks } from '../http/who-asks';
import { PartyPath } from '../parties/parties.dto';
import { AllocationsAnswer, AllocationsQueryDto } from './allocations.dto';
import { AllocationsQuery } from './allocations.query-handler';
import { ApprovalsAnswer, ApprovalsQueryDto } from './approvals.dto';
import { ApprovalsQuery } from './approvals.query-handler';
import { AuditTrailAnswer, AuditTrailQueryDto } from './audit-trail.dto';
import { AuditTrailQuery } from './audit-trail.query-handler';
import { BalancesAnswer, BalancesQueryDto } from './balances.dto';
import { BalancesQuery } from './balances.query-handler';
import { BalancesDiffAnswer, BalancesDiffQueryDto } from './balances-diff.dto';
import { BalancesDiffQuery } from './balances-diff.query-handler';
import { BalancesSeriesAnswer, BalancesSeriesQueryDto } from './balances-series.dto';
import { BalancesSeriesQuery } from './balances-series.query-handler';
import { ClaimsAnswer, ClaimsQueryDto } from './claims.dto';
import { ClaimsQuery } from './claims.query-handler';
import { DeadlinesAnswer, DeadlinesQueryDto } from './deadlines.dto';
import { DeadlinesQuery } from './deadlines.query-handler';
import { EntriesAnswer, EntriesQueryDto } from './entries.dto';
import { EntriesQuery } from './entries.query-handler';
import { EventsAnswer, EventsQueryDto } from './events.dto';
import { EventsQuery } from './events.query-handler';
import { ForecastAnswer, ForecastQueryDto } from './forecast.dto';
import { ForecastQuery } from './forecast.query-handler';
import { StatementAnswer, StatementQueryDto } from './statement.dto';
import { StatementQuery } from './statement.query-handler';

@ApiTags('reports')
@Controller('api/v1')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('balances')
  @Roles(...everyone)
  @ApiOperation({ summary: 'Balances per year, body and recipient, on both time axes' })
  balances(@Query() asked: BalancesQueryDto): Promise<BalancesAnswer> {
    return this.queries.execute(new BalancesQuery(asked));
  }

  @Get('balances/diff')
  @Roles(...everyone)
  @ApiOperation({ summary: 'Balances at two points of the time axes side by side: the rows that differ' })
  diff(@Query() asked: BalancesDiffQueryDto): Promise<BalancesDiffAnswer> {
    return this.queries.execute(new BalancesDiffQuery(asked));
  }

  @Get('balances/series')
  @Roles(...everyone)
  @ApiOperation({ summary: 'Allocated, disbursed and remaining over time, on either axis' })
  series(@Query() asked: BalancesSeriesQueryDto): Promise<BalancesSeriesAnswer> {
    return this.queries.execute(new BalancesSeriesQuery(asked));
  }

  @Get('recipients/:partyId/statement')
  @Roles('controller', 'approver', 'auditor', 'admin')
  @ApiOperation({ summary: "A recipient's entries in order of their effective days, with what remains after each" })
  statement(@Param() { partyId }: PartyPath, @Query() asked: StatementQueryDto): Promise<StatementAnswer> {
    return this.queries.execute(new StatementQuery(partyId, asked));
  }

  @Get('allocations')
  @Roles(...everyone)
  @ApiOperation({ summary: 'The allocations, in the order recorded, each with its figures, on both time axes' })
  allocations(@Query() asked: AllocationsQueryDto): Promise<AllocationsAnswer> {
    return this.queries.execute(new AllocationsQuery(asked));
  }

  @Get('approvals')
  @Roles('controller', 'approver')
  @ApiOperation({ summary: 'What waits for a second person, oldest first, and whether you may approve it' })
  approvals(@Query() asked: ApprovalsQueryDto, @WhoAsks() subject: Subject): Promise<ApprovalsAnswer> {
    return this.queries.execute(new ApprovalsQuery(asked, subject));
  }

  @Get('claims')
  @Roles(...everyone)
  @ApiOperation({ summary: 'What was demanded back, what came in and what is outstanding, by day, on both time axes' })
  claims(@Query() asked: ClaimsQueryDto): Promise<ClaimsAnswer> {
    return this.queries.execute(new ClaimsQuery(asked));
  }

  @Get('deadlines')
  @Roles(...everyone)
  @ApiOperation({
    summary:
      'What falls due: of agreements, and reports, claims and instalments of allocations; by day, on both time axes',
  })
  deadlines(@Query() asked: DeadlinesQueryDto): Promise<DeadlinesAnswer> {
    return this.queries.execute(new DeadlinesQuery(asked));
  }

  @Get('entries')
  @Roles('controller', 'approver', 'auditor', 'admin')
  @ApiOperation({ summary: 'The journal: the events that moved money, in the order recorded, each with its postings' })
  entries(@Query() asked: EntriesQueryDto): Promise<EntriesAnswer> {
    return this.queries.execute(new EntriesQuery(asked));
  }

  @Get('forecast')
  @Roles(...everyone)
  @ApiOperation({
    summary: 'What agreements promise in coming years, with and without their options used, apart from what is booked',
  })
  forecast(@Query() asked: ForecastQueryDto): Promise<ForecastAnswer> {
    return this.queries.execute(new ForecastQuery(asked));
  }

  @Get('audit-trail')
  @Roles('controller', 'approver', 'auditor', 'admin')
  @ApiOperation({ summary: 'Who recorded what, when and why: one row an event, oldest first' })
  auditTrail(@Query() asked: AuditTrailQueryDto): Promise<AuditTrailAnswer> {
    return this.queries.execute(new AuditTrailQuery(asked));
  }

  @Get('events')
  @Roles('auditor', 'admin')
  @ApiOperation({ summary: 'The events as the store has them, in order of position' })
  events(@Query() asked: EventsQueryDto): Promise<EventsAnswer> {
    return this.queries.execute(new EventsQuery(asked));
  }
}
