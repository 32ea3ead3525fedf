import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/parties.module';
import { AgreementsController } from './agreements.controller';
import { AgreementHandler } from './agreements.handler';
import { FundYearHandler } from './fund-year.handler';

@Module({
  imports: [PartiesModule],
  controllers: [AgreementsController],
  providers: [AgreementHandler, FundYearHandler],
})
export class AgreementsModule {}
