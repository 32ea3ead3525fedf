import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  AddScopeDto,
  AttachSourceDto,
  DeliverablePath,
  FollowUpDto,
  FundingSharesDto,
  NoteAmbiguityDto,
  RecordAnnexDto,
  RecordDeliverableDto,
} from './agreement-contents.dto';
import { AgreementPath } from './agreements.dto';
import { CommandAgreement } from './agreements.handler';

@ApiTags('agreements')
@Controller('api/v1/agreements/:agreementId')
export class AgreementContentsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('annexes', ['controller'], 'Record an annex, or a new version of one')
  async annex(@Param() at: AgreementPath, @Body() body: RecordAnnexDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'RecordAnnex', ...at, ...body }, body, sent);
  }

  @Command('scope', ['controller'], 'Record an area that the agreement covers')
  async scope(@Param() at: AgreementPath, @Body() body: AddScopeDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'AddScope', ...at, ...body }, body, sent);
  }

  @Command('deliverables', ['controller'], 'Record what somebody has agreed to do, and until when')
  async deliverable(
    @Param() at: AgreementPath,
    @Body() body: RecordDeliverableDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RecordDeliverable', ...at, ...body }, body, sent);
  }

  @Command(
    'deliverables/:deliverableId/follow-up',
    ['controller'],
    'Record that it was followed up, and what was found',
  )
  async followUp(
    @Param() at: DeliverablePath,
    @Body() body: FollowUpDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'FollowUp', ...at, ...body }, body, sent);
  }

  @Command('shares', ['controller'], "Record who bears which part of a year's cost")
  async shares(
    @Param() at: AgreementPath,
    @Body() body: FundingSharesDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RecordFundingShares', ...at, ...body }, body, sent);
  }

  @Command('sources', ['controller'], 'Attach a source, protocol or document to what was recorded')
  async source(
    @Param() at: AgreementPath,
    @Body() body: AttachSourceDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'AttachSource', ...at, ...body }, body, sent);
  }

  @Command('ambiguities', ['controller'], 'Note what a source leaves open to more than one reading')
  async ambiguity(
    @Param() at: AgreementPath,
    @Body() body: NoteAmbiguityDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'NoteAmbiguity', ...at, ...body }, body, sent);
  }

  async #send(command: CommandAgreement['command'], body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandAgreement(command, body, sent)));
  }
}
