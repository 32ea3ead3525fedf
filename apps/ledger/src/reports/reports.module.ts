import { Module } from '@nestjs/common';
import { AllocationsHandler } from './allocations.query-handler';
import { ApprovalsHandler } from './approvals.query-handler';
import { AuditTrailHandler } from './audit-trail.query-handler';
import { BalancesHandler } from './balances.query-handler';
import { BalancesDiffHandler } from './balances-diff.query-handler';
import { BalancesSeriesHandler } from './balances-series.query-handler';
import { ClaimsHandler } from './claims.query-handler';
import { DeadlinesHandler } from './deadlines.query-handler';
import { EntriesHandler } from './entries.query-handler';
import { EventsStreamController } from './events-stream.controller';
import { EventsHandler } from './events.query-handler';
import { ForecastHandler } from './forecast.query-handler';
import { ReportsController } from './reports.controller';
import { StatementHandler } from './statement.query-handler';

@Module({
  controllers: [ReportsController, EventsStreamController],
  providers: [
    BalancesHandler,
    BalancesDiffHandler,
    BalancesSeriesHandler,
    StatementHandler,
    AllocationsHandler,
    ApprovalsHandler,
    AuditTrailHandler,
    ClaimsHandler,
    DeadlinesHandler,
    EntriesHandler,
    EventsHandler,
    ForecastHandler,
  ],
})
export class ReportsModule {}
