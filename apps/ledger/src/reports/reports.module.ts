import { Module } from '@nestjs/common';
import { AuditTrailHandler } from './audit-trail.query-handler';
import { BalancesHandler } from './balances.query-handler';
import { EventsHandler } from './events.query-handler';
import { ReportsController } from './reports.controller';

@Module({
  controllers: [ReportsController],
  providers: [BalancesHandler, AuditTrailHandler, EventsHandler],
})
export class ReportsModule {}
