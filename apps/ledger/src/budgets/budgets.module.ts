import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/parties.module';
import { AllocationsController } from './allocations.controller';
import { AppropriationsController } from './appropriations.controller';
import { BudgetHandler } from './budgets.handler';

@Module({
  imports: [PartiesModule],
  controllers: [AppropriationsController, AllocationsController],
  providers: [BudgetHandler],
})
export class BudgetsModule {}
