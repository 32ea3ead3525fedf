import { Module } from '@nestjs/common';
import { KnownParties } from './known-parties';
import { PartiesController } from './parties.controller';
import { PartyHandler } from './parties.handler';

@Module({
  controllers: [PartiesController],
  providers: [PartyHandler, KnownParties],
  exports: [KnownParties],
})
export class PartiesModule {}
