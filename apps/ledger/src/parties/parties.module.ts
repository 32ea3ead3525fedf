import { Module } from '@nestjs/common';
import { Erasing } from '../personal-data/erasing';
import { RecipientTexts } from '../personal-data/recipient-texts';
import { Sealing } from '../personal-data/sealing';
import { KnownParties } from './known-parties';
import { PartiesQueriesController } from './parties-queries.controller';
import { PartiesController } from './parties.controller';
import { PartyHandler } from './parties.handler';
import { PartiesHandler, PartyAtHandler } from './parties.query-handler';

@Module({
  controllers: [PartiesController, PartiesQueriesController],
  providers: [PartyHandler, KnownParties, Sealing, Erasing, RecipientTexts, PartiesHandler, PartyAtHandler],
  exports: [KnownParties, RecipientTexts],
})
export class PartiesModule {}
