import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import { AllocationsAnswer, AllocationsQueryDto } from './allocations.dto';
import { AllocationsQuery } from './allocations.query-handler';
import { AuditTrailAnswer, AuditTrailQueryDto } from './audit-trail.dto';
import { AuditTrailQuery } from './audit-trail.query-handler';
import { BalancesAnswer, BalancesQueryDto } from './balances.dto';
import { BalancesQuery } from './balances.query-handler';
import { EventsAnswer, EventsQueryDto } from './events.dto';
import { EventsQuery } from './events.query-handler';

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

  @Get('allocations')
  @Roles(...everyone)
  @ApiOperation({ summary: 'The allocations, in the order recorded, each with its figures, on both time axes' })
  allocations(@Query() asked: AllocationsQueryDto): Promise<AllocationsAnswer> {
    return this.queries.execute(new AllocationsQuery(asked));
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
