import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  AdoptAgreementDto,
  ConsiderAgreementDto,
  EntryConditionsDto,
  RecommendAgreementDto,
  RefuseAdoptionDto,
  WithdrawAdoptionDto,
} from './agreement-entry.dto';
import { AgreementPartyPath } from './agreement-parties.dto';
import { AgreementPath } from './agreements.dto';
import { CommandAgreement } from './agreements.handler';

@ApiTags('agreements')
@Controller('api/v1/agreements/:agreementId')
export class AgreementEntryController {
  constructor(private readonly commands: CommandBus) {}

  @Command('entry-conditions', ['controller'], 'Record who must adopt the agreement before it is in force')
  async conditions(
    @Param() at: AgreementPath,
    @Body() body: EntryConditionsDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RecordEntryConditions', ...at, ...body }, body, sent);
  }

  @Command('considerations', ['controller'], 'Record that a body considered it, which is not adopting it')
  async consider(
    @Param() at: AgreementPath,
    @Body() body: ConsiderAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ConsiderAgreement', ...at, ...body }, body, sent);
  }

  @Command('recommendations', ['controller'], 'Record that a body recommends to adopt it')
  async recommend(
    @Param() at: AgreementPath,
    @Body() body: RecommendAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RecommendAgreement', ...at, ...body }, body, sent);
  }

  @Command('adoptions', ['controller'], 'Record that a party has adopted it')
  async adopt(
    @Param() at: AgreementPath,
    @Body() body: AdoptAgreementDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'AdoptAgreement', ...at, ...body }, body, sent);
  }

  @Command('refusals', ['controller'], 'Record that a party has refused to adopt it')
  async refuse(
    @Param() at: AgreementPath,
    @Body() body: RefuseAdoptionDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RefuseAdoption', ...at, ...body }, body, sent);
  }

  @Command('adoptions/:partyId/withdrawal', ['controller'], 'Take an adoption back that should not stand')
  async withdraw(
    @Param() at: AgreementPartyPath,
    @Body() body: WithdrawAdoptionDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'WithdrawAdoption', ...at, ...body }, body, sent);
  }

  async #send(command: CommandAgreement['command'], body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandAgreement(command, body, sent)));
  }
}
