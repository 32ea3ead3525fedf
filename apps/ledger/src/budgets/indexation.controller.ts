import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { Roles } from '../http/roles';
import { HowSent, type Sent } from '../http/sent';
import { AdjustBudgetToIndexes } from './adjust-budget.handler';
import { AllocationPath } from './allocations.dto';
import { BudgetPath } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import { DescribesIndexation } from './indexation-docs';
import { AdjustToIndexDto } from './indexation.dto';
import { sendRun } from './send-run';

const noKey = 'A run has none: what is published is booked once.';

/** The differences that newer values of their indexes make to allocations. */
@ApiTags('budgets')
@Controller('api/v1/budgets/:bodyId/:year')
export class IndexationController {
  constructor(private readonly commands: CommandBus) {}

  @Command(
    'allocations/:allocationId/indexation',
    ['controller'],
    "Book the difference that newer values of the allocation's index make",
  )
  async adjust(
    @Param() at: AllocationPath,
    @Body() body: AdjustToIndexDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    const command = new CommandBudget({ type: 'AdjustToIndex', ...at, ...body }, body, sent);
    return answered(sent, await this.commands.execute(command));
  }

  @Post('indexation')
  @HttpCode(200)
  @Roles('controller')
  @DescribesIndexation()
  async adjustAll(
    @Param() at: BudgetPath,
    @Body() body: AdjustToIndexDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return sendRun(
      this.commands,
      request,
      reply,
      noKey,
      (by) => new AdjustBudgetToIndexes(at, body, by),
      (run) => ['anslag-allocations', run.allocations],
    );
  }
}
