import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { AppointApproverDto, AppointSubstituteDto, ApproverPath, RevokeApproverDto } from './approvers.dto';
import { BudgetPath } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import type { OnBudget } from './touched';

/** Who may approve what waits in a budget year, up to what, and who stands in for them. */
@ApiTags('approvers')
@Controller('api/v1/budgets/:bodyId/:year/approvers')
export class ApproversController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Appoint an approver of a budget year, as another person than the approver')
  async appoint(
    @Param() at: BudgetPath,
    @Body() body: AppointApproverDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'AppointApprover', ...at, ...body }, body, sent);
  }

  @Command(
    ':subject/revocation',
    ['controller'],
    'End a right to approve, of an approver or a substitute, from a day on',
  )
  async revoke(
    @Param() at: ApproverPath,
    @Body() body: RevokeApproverDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RevokeApprover', ...at, ...body }, body, sent);
  }

  @Command(':subject/substitutes', ['controller'], 'Appoint who stands in for an approver, for some days')
  async substitute(
    @Param() at: ApproverPath,
    @Body() body: AppointSubstituteDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'AppointSubstitute', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
