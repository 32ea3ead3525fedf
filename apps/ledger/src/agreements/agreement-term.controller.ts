import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  ExtendAgreementDto,
  RecordTermDto,
  SupersedeAgreementDto,
  TerminateAgreementDto,
  WithdrawTerminationDto,
} from './agreement-term.dto';
import { AgreementPath } from './agreements.dto';
import { CommandAgreement } from './agreements.handler';

@ApiTags('agreements')
@Controller('api/v1/agreements/:agreementId')
export class AgreementTermController {
  constructor(private readonly commands: CommandBus) {}

  @Command('term', ['controller'], 'Record the term anew, as it is known now')
  async term(@Param() at: AgreementPath, @Body() body: RecordTermDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const { reason, decision, note, ...term } = body;
    return this.#send({ type: 'RecordTerm', ...at, term, reason, decision, note }, body, sent);
  }

  @Command('extensions', ['controller'], 'Record that the agreement holds longer')
  async extend(
    @Param() at: AgreementPath,
    @Body() body: ExtendAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ExtendAgreement', ...at, ...body }, body, sent);
  }

  @Command('termination', ['controller'], 'Record that notice was given, and the last day')
  async terminate(
    @Param() at: AgreementPath,
    @Body() body: TerminateAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'TerminateAgreement', ...at, ...body }, body, sent);
  }

  @Command('termination/withdrawal', ['controller'], 'Take a notice back')
  async withdraw(
    @Param() at: AgreementPath,
    @Body() body: WithdrawTerminationDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'WithdrawTermination', ...at, ...body }, body, sent);
  }

  @Command('supersession/withdrawal', ['controller'], 'Take back that another agreement has taken its place')
  async withdrawSupersession(
    @Param() at: AgreementPath,
    @Body() body: WithdrawTerminationDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'WithdrawSupersession', ...at, ...body }, body, sent);
  }

  @Command('supersession', ['controller'], 'Record which agreement takes its place, and what that changes')
  async supersede(
    @Param() at: AgreementPath,
    @Body() body: SupersedeAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    // Whether there is such an agreement is for the handler to find out.
    return this.#send({ type: 'SupersedeAgreement', ...at, ...body, isKnown: false }, body, sent);
  }

  async #send(command: CommandAgreement['command'], body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandAgreement(command, body, sent)));
  }
}
