import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { BudgetPath, ReasonDto } from './budgets.dto';
import { TransferDto, TransferPath } from './transfers.dto';
import { GiveTransferBack, TransferMoney } from './transfers.handler';

/** Money from one budget to another: of the same body or another's, of the same year or another. */
@ApiTags('budgets')
@Controller('api/v1/budgets/:bodyId/:year/transfers')
export class TransfersController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Transfer what is available to another budget; it arrives once, or comes back')
  async send(@Param() at: BudgetPath, @Body() body: TransferDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new TransferMoney(at, body, sent)));
  }

  @Command(
    ':transferId/reversal',
    ['controller'],
    'Have a transfer given back by the budget that received it, whose stream the answer and If-Match are of',
  )
  async reverse(@Param() at: TransferPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new GiveTransferBack(at, body, sent)));
  }
}
