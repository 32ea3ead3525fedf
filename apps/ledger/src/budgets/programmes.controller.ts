import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { BudgetPath, ReasonDto } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import { OpenProgrammeDto, ProgrammeTransferDto, ProgrammeTransferPath } from './programmes.dto';
import type { OnBudget } from './touched';

/** Programmes within a budget year, and money moved between them. */
@ApiTags('programmes')
@Controller('api/v1/budgets/:bodyId/:year')
export class ProgrammesController {
  constructor(private readonly commands: CommandBus) {}

  @Command('programmes', ['controller'], 'Open a programme, whose money is kept for what names it')
  async open(@Param() at: BudgetPath, @Body() body: OpenProgrammeDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'OpenProgramme', ...at, ...body }, body, sent);
  }

  @Command(
    'programme-transfers',
    ['controller'],
    'Move what is available from one programme to another, or between one and what no programme has',
  )
  async transfer(
    @Param() at: BudgetPath,
    @Body() body: ProgrammeTransferDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'TransferBetweenProgrammes', ...at, ...body }, body, sent);
  }

  @Command('programme-transfers/:transferId/reversal', ['controller'], 'Take back a transfer between programmes')
  async reverse(
    @Param() at: ProgrammeTransferPath,
    @Body() body: ReasonDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ReverseProgrammeTransfer', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
