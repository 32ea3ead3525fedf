import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import { BasisQueryDto } from '../reports/basis.dto';
import { BudgetAnswer } from './budgets-queries.dto';
import { BudgetPath } from './budgets.dto';
import { BudgetQuery } from './budgets.query-handler';

@ApiTags('budgets')
@Controller('api/v1/budgets')
export class BudgetsQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':bodyId/:year')
  @Roles(...everyone)
  @ApiOperation({ summary: 'A budget year: what was appropriated, what is left, and what is proposed' })
  one(@Param() at: BudgetPath, @Query() asked: BasisQueryDto): Promise<BudgetAnswer> {
    return this.queries.execute(new BudgetQuery(at, asked));
  }
}
