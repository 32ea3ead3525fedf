import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { AgreementPartyPath, JoinAgreementDto, LeaveAgreementDto } from './agreement-parties.dto';
import { AgreementPath } from './agreements.dto';
import { CommandAgreement } from './agreements.handler';

@ApiTags('agreements')
@Controller('api/v1/agreements/:agreementId/parties')
export class AgreementPartiesController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Record that a party joins the agreement')
  async join(
    @Param() at: AgreementPath,
    @Body() body: JoinAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'JoinAgreement', ...at, ...body }, body, sent);
  }

  @Command(':partyId/departure', ['controller'], 'Record that a party leaves the agreement')
  async leave(
    @Param() at: AgreementPartyPath,
    @Body() body: LeaveAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'LeaveAgreement', ...at, ...body }, body, sent);
  }

  async #send(command: CommandAgreement['command'], body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandAgreement(command, body, sent)));
  }
}
