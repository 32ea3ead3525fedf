import { Module } from '@nestjs/common';
import { AllocationsHandler } from './allocations.query-handler';
import { AuditTrailHandler } from './audit-trail.query-handler';
import { BalancesHandler } from './balances.query-handler';
import { EventsHandler } from './events.query-handler';
import { ReportsController } from './reports.controller';

@Module({
  controllers: [ReportsController],
  providers: [BalancesHandler, AllocationsHandler, AuditTrailHandler, EventsHandler],
})
export class ReportsModule {}
