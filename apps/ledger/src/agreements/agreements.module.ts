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
  providers: [AgreementHandler, FundYearHandler, AgreementsHandler, AgreementAtHandler],
})
export class AgreementsModule {}
