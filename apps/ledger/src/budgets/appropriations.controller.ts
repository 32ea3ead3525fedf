import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Approval } from '@anslag/domain/budget/events';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  AdoptAppropriationDto,
  AppropriationPath,
  BudgetPath,
  OpenBudgetDto,
  ProposeAppropriationDto,
  ReasonDto,
  RecommendAppropriationDto,
  RejectAppropriationDto,
} from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import type { OnBudget } from './touched';

/** Opening a budget year, and what an assembly gives it. */
@ApiTags('budgets')
@Controller('api/v1/budgets')
export class AppropriationsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Open a budget year')
  async open(@Body() body: OpenBudgetDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const { approval, ...rest } = body;
    const command = { type: 'OpenBudget' as const, ...rest, ...(approval && { approval: approval as Approval }) };
    return this.#send(command, body, sent);
  }

  @Command(':bodyId/:year/appropriations', ['controller'], 'Propose an appropriation, which books nothing')
  async propose(
    @Param() at: BudgetPath,
    @Body() body: ProposeAppropriationDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ProposeAppropriation', ...at, ...body }, body, sent);
  }

  @Command(
    ':bodyId/:year/appropriations/:appropriationId/recommendation',
    ['controller'],
    'Record that a body recommends a proposed appropriation, which books nothing',
  )
  async recommend(
    @Param() at: AppropriationPath,
    @Body() body: RecommendAppropriationDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RecommendAppropriation', ...at, ...body }, body, sent);
  }

  @Command(':bodyId/:year/appropriations/:appropriationId/adoption', ['controller'], 'Book a proposed appropriation')
  async adopt(
    @Param() at: AppropriationPath,
    @Body() body: AdoptAppropriationDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'AdoptAppropriation', ...at, ...body }, body, sent);
  }

  @Command(':bodyId/:year/appropriations/:appropriationId/rejection', ['controller'], 'Reject a proposed appropriation')
  async reject(
    @Param() at: AppropriationPath,
    @Body() body: RejectAppropriationDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RejectAppropriation', ...at, ...body }, body, sent);
  }

  @Command(':bodyId/:year/appropriations/:appropriationId/reversal', ['controller'], 'Take back an appropriation')
  async reverse(
    @Param() at: AppropriationPath,
    @Body() body: ReasonDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ReverseAppropriation', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
