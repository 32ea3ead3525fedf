import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import { BasisQueryDto } from '../reports/basis.dto';
import { BudgetPath } from './budgets.dto';
import { CodesAnswer, DimensionBalancesAnswer, DimensionsAnswer } from './dimensions-query.dto';
import { DimensionPath } from './dimensions.dto';
import { CodesQuery, DimensionBalancesQuery, DimensionsQuery } from './dimensions.query-handler';

@ApiTags('dimensions')
@Controller('api/v1/budgets/:bodyId/:year/dimensions')
export class DimensionsQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...everyone)
  @ApiOperation({ summary: 'The chart of a budget year: its dimensions' })
  chart(@Param() at: BudgetPath, @Query() asked: BasisQueryDto): Promise<DimensionsAnswer> {
    return this.queries.execute(new DimensionsQuery(at, asked));
  }

  @Get(':dimensionId/codes')
  @Roles(...everyone)
  @ApiOperation({ summary: 'The codes of a dimension, open and closed' })
  codes(@Param() at: DimensionPath, @Query() asked: BasisQueryDto): Promise<CodesAnswer> {
    return this.queries.execute(new CodesQuery(at, asked));
  }

  @Get(':dimensionId/balances')
  @Roles(...everyone)
  @ApiOperation({ summary: 'What is allocated, paid and left on each code of a dimension, and on none' })
  balances(@Param() at: DimensionPath, @Query() asked: BasisQueryDto): Promise<DimensionBalancesAnswer> {
    return this.queries.execute(new DimensionBalancesQuery(at, asked));
  }
}
