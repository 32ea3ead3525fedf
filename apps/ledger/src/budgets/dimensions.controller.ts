import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { BudgetPath } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import { CloseCodesDto, DimensionPath, OpenCodesDto, OpenDimensionDto } from './dimensions.dto';
import type { OnBudget } from './touched';

/** The chart of a budget year: its dimensions, such as account and cost centre, and the codes of each. */
@ApiTags('dimensions')
@Controller('api/v1/budgets/:bodyId/:year/dimensions')
export class DimensionsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Open a dimension of the year’s chart, whose codes entries then name')
  async open(@Param() at: BudgetPath, @Body() body: OpenDimensionDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'OpenDimension', ...at, ...body }, body, sent);
  }

  @Command(':dimensionId/codes', ['controller'], 'Add codes to a dimension, or open closed ones again')
  async openCodes(
    @Param() at: DimensionPath,
    @Body() body: OpenCodesDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'OpenCodes', ...at, ...body }, body, sent);
  }

  @Command(':dimensionId/codes/closure', ['controller'], 'Close codes: nothing more is booked on them, what is stays')
  async closeCodes(
    @Param() at: DimensionPath,
    @Body() body: CloseCodesDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'CloseCodes', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
