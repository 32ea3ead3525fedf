import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  EndorseRenameDto,
  ErasePartyDto,
  IdentifyPartyDto,
  MergePartyDto,
  PartyPath,
  RecordOwnershipDto,
  RegisterPartyDto,
  RenamePartyDto,
} from './parties.dto';
import { CommandParty } from './parties.handler';

@ApiTags('parties')
@Controller('api/v1/parties')
export class PartiesController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Register a party')
  async register(@Body() body: RegisterPartyDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'RegisterParty', ...body }, body, sent);
  }

  @Command(':partyId/names', ['controller'], 'Record a new name from a day on')
  async rename(@Param() at: PartyPath, @Body() body: RenamePartyDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'RenameParty', ...at, ...body }, body, sent);
  }

  @Command(':partyId/identifiers', ['controller'], 'Record an identifier in a public register')
  async identify(
    @Param() at: PartyPath,
    @Body() body: IdentifyPartyDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'IdentifyParty', ...at, ...body }, body, sent);
  }

  @Command(':partyId/owners', ['controller'], 'Record who owns a party, from a day on')
  async own(@Param() at: PartyPath, @Body() body: RecordOwnershipDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'RecordOwnership', ...at, ...body }, body, sent);
  }

  @Command(':partyId/name-endorsements', ['controller'], 'Record that a body backs a new name, which is none yet')
  async endorse(@Param() at: PartyPath, @Body() body: EndorseRenameDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'EndorseRename', ...at, ...body }, body, sent);
  }

  @Command(':partyId/merger', ['controller'], 'Record that the party has gone up in another, once')
  async merge(@Param() at: PartyPath, @Body() body: MergePartyDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'MergeParty', ...at, ...body }, body, sent);
  }

  @Command(':partyId/erasure', ['controller'], 'Erase the personal data of a person or sole trader, for good')
  async erase(@Param() at: PartyPath, @Body() body: ErasePartyDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'EraseParty', ...at, ...body }, body, sent);
  }

  async #send(command: CommandParty['command'], body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandParty(command, body, sent)));
  }
}
