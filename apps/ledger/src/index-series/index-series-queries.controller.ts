import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import { BasisQueryDto } from '../reports/basis.dto';
import { IndexSeriesAnswer, IndexSeriesListAnswer, IndexSeriesQueryDto } from './index-series-queries.dto';
import { IndexPath } from './index-series.dto';
import { IndexSeriesListQuery, IndexSeriesQuery } from './index-series.query-handler';

@ApiTags('index series')
@Controller('api/v1/index-series')
export class IndexSeriesQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...everyone)
  @ApiOperation({ summary: 'The index series with their latest values, in order of their ids' })
  list(@Query() asked: IndexSeriesQueryDto): Promise<IndexSeriesListAnswer> {
    return this.queries.execute(new IndexSeriesListQuery(asked));
  }

  @Get(':indexId')
  @Roles(...everyone)
  @ApiOperation({ summary: 'An index series, with all that was published of it' })
  one(@Param() { indexId }: IndexPath, @Query() asked: BasisQueryDto): Promise<IndexSeriesAnswer> {
    return this.queries.execute(new IndexSeriesQuery(indexId, asked));
  }
}
