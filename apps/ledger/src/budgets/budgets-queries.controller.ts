import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { everyone, Roles } from '../http/roles';
import { BasisQueryDto, PageQueryDto } from '../reports/basis.dto';
import { BudgetAnswer } from './budgets-queries.dto';
import { BudgetPath } from './budgets.dto';
import { BudgetQuery } from './budgets.query-handler';
import { ProgrammesAnswer } from './programmes-query.dto';
import { ProgrammesQuery } from './programmes.query-handler';
import { TransfersAnswer } from './transfers-query.dto';
import { TransfersQuery } from './transfers.query-handler';

@ApiTags('budgets')
@Controller('api/v1/budgets')
export class BudgetsQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':bodyId/:year')
  @Roles(...everyone)
  @ApiOperation({ summary: 'A budget year: what was appropriated, what is left, and what is proposed' })
  async one(
    @Param() at: BudgetPath,
    @Query() asked: BasisQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetAnswer> {
    const answer = await this.queries.execute(new BudgetQuery(at, asked));
    // What a command on this budget may be sent with as If-Match.
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }

  @Get(':bodyId/:year/programmes')
  @Roles(...everyone)
  @ApiOperation({ summary: 'The programmes of a budget year, what each has and used, and what is under none' })
  programmes(@Param() at: BudgetPath, @Query() asked: BasisQueryDto): Promise<ProgrammesAnswer> {
    return this.queries.execute(new ProgrammesQuery(at, asked));
  }

  @Get(':bodyId/:year/transfers')
  @Roles(...everyone)
  @ApiOperation({ summary: 'Transfers from a budget and to it, and what has become of each' })
  transfers(@Param() at: BudgetPath, @Query() asked: PageQueryDto): Promise<TransfersAnswer> {
    return this.queries.execute(new TransfersQuery(at, asked));
  }
}
