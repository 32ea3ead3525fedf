import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/parties.module';
import { AllocationsController } from './allocations.controller';
import { AppropriationsController } from './appropriations.controller';
import { BudgetsQueriesController } from './budgets-queries.controller';
import { BudgetHandler } from './budgets.handler';
import { BudgetAtHandler } from './budgets.query-handler';

@Module({
  imports: [PartiesModule],
  controllers: [AppropriationsController, AllocationsController, BudgetsQueriesController],
  providers: [BudgetHandler, BudgetAtHandler],
})
export class BudgetsModule {}
