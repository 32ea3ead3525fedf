import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { AllocationPath } from './allocations.dto';
import { CommandBudget } from './budgets.handler';
import { SetDisbursementPlanDto } from './disbursement-plans.dto';

/** When an allocation is to be paid, in instalments; a disbursement that names one is counted against it. */
@ApiTags('disbursement plans')
@Controller('api/v1/budgets/:bodyId/:year/allocations/:allocationId/disbursement-plan')
export class DisbursementPlansController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Say in which instalments an allocation is to be paid, in place of any earlier plan')
  async set(
    @Param() at: AllocationPath,
    @Body() body: SetDisbursementPlanDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    const command = { type: 'SetDisbursementPlan' as const, ...at, ...body };
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
