import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { PartiesModule } from '../parties/parties.module';
import { AllocationsController } from './allocations.controller';
import { ApproversController } from './approvers.controller';
import { AppropriationsController } from './appropriations.controller';
import { BudgetsQueriesController } from './budgets-queries.controller';
import { BudgetHandler } from './budgets.handler';
import { BudgetAtHandler } from './budgets.query-handler';
import { CarryForwardHandler } from './carry-forward.handler';
import { ClaimsController } from './claims.controller';
import { DimensionsQueriesController } from './dimensions-queries.controller';
import { DimensionsController } from './dimensions.controller';
import { CodesHandler, DimensionBalancesHandler, DimensionsHandler } from './dimensions.query-handler';
import { DisbursementPlansController } from './disbursement-plans.controller';
import { FundBudgetHandler } from './fund-budget.handler';
import { AdjustBudgetHandler } from './adjust-budget.handler';
import { IndexationController } from './indexation.controller';
import { FundingController } from './funding.controller';
import { ProgrammesController } from './programmes.controller';
import { ProgrammesHandler } from './programmes.query-handler';
import { ReportingDutiesController } from './reporting-duties.controller';
import { TransfersController } from './transfers.controller';
import { GiveTransferBackHandler, TransferHandler } from './transfers.handler';
import { TransfersHandler } from './transfers.query-handler';
import { UnderWay } from './under-way';
import { YearEndController } from './year-end.controller';
import { CloseHandler, LateCorrectionHandler } from './year-end.handler';

@Module({
  imports: [AgreementsModule, PartiesModule],
  controllers: [
    AppropriationsController,
    ApproversController,
    AllocationsController,
    ReportingDutiesController,
    ClaimsController,
    DisbursementPlansController,
    TransfersController,
    FundingController,
    IndexationController,
    ProgrammesController,
    DimensionsController,
    DimensionsQueriesController,
    YearEndController,
    BudgetsQueriesController,
  ],
  providers: [
    BudgetHandler,
    BudgetAtHandler,
    TransferHandler,
    TransfersHandler,
    ProgrammesHandler,
    DimensionsHandler,
    CodesHandler,
    DimensionBalancesHandler,
    GiveTransferBackHandler,
    CarryForwardHandler,
    FundBudgetHandler,
    AdjustBudgetHandler,
    CloseHandler,
    LateCorrectionHandler,
    UnderWay,
  ],
})
export class BudgetsModule {}
