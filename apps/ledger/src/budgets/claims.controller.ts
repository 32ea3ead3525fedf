import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { AllocationPath } from './allocations.dto';
import { ReasonDto } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import { ClaimPath, DemandClawbackDto } from './claims.dto';
import type { OnBudget } from './touched';

/** Money demanded back by a day. What comes in is a return on the allocation that names the claim. */
@ApiTags('claims')
@Controller('api/v1/budgets/:bodyId/:year/allocations/:allocationId/claims')
export class ClaimsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Demand back what was disbursed on an allocation, by a day')
  async demand(
    @Param() at: AllocationPath,
    @Body() body: DemandClawbackDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'DemandClawback', ...at, ...body }, body, sent);
  }

  @Command(':claimId/withdrawal', ['controller'], 'Give up what is still outstanding of a claim')
  async withdraw(@Param() at: ClaimPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'WithdrawClawback', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
