import { Module } from '@nestjs/common';
import { IndexSeriesQueriesController } from './index-series-queries.controller';
import { IndexSeriesController } from './index-series.controller';
import { IndexHandler } from './index-series.handler';
import { IndexSeriesHandler, IndexSeriesListHandler } from './index-series.query-handler';

@Module({
  controllers: [IndexSeriesController, IndexSeriesQueriesController],
  providers: [IndexHandler, IndexSeriesListHandler, IndexSeriesHandler],
})
export class IndexSeriesModule {}
