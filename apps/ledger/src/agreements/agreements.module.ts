import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/parties.module';
import { AgreementContentsController } from './agreement-contents.controller';
import { AgreementEntryController } from './agreement-entry.controller';
import { AgreementOptionsController } from './agreement-options.controller';
import { AgreementPartiesController } from './agreement-parties.controller';
import { AgreementTermController } from './agreement-term.controller';
import { AgreementsController } from './agreements.controller';
import { AgreementsQueriesController } from './agreements-queries.controller';
import { AgreementHandler } from './agreements.handler';
import { AgreementAtHandler, AgreementsHandler } from './agreements.query-handler';
import { FundYearHandler } from './fund-year.handler';
import { YearFunding } from './year-funding';

@Module({
  imports: [PartiesModule],
  controllers: [
    AgreementsController,
    AgreementPartiesController,
    AgreementTermController,
    AgreementOptionsController,
    AgreementEntryController,
    AgreementContentsController,
    AgreementsQueriesController,
  ],
  providers: [AgreementHandler, FundYearHandler, YearFunding, AgreementsHandler, AgreementAtHandler],
  exports: [YearFunding],
})
export class AgreementsModule {}
