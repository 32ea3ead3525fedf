import { Module } from '@nestjs/common';
import { KnownParties } from './known-parties';
import { PartiesQueriesController } from './parties-queries.controller';
import { PartiesController } from './parties.controller';
import { PartyHandler } from './parties.handler';
import { PartiesHandler, PartyAtHandler } from './parties.query-handler';

@Module({
  controllers: [PartiesController, PartiesQueriesController],
  providers: [PartyHandler, KnownParties, PartiesHandler, PartyAtHandler],
  exports: [KnownParties],
})
export class PartiesModule {}
