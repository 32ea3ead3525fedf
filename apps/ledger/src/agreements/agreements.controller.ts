import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  AgreementPath,
  AgreementYearPath,
  FundAgreementYearDto,
  FundingTermsDto,
  RegisterAgreementDto,
} from './agreements.dto';
import { CommandAgreement } from './agreements.handler';
import { FundAgreementYear } from './fund-year.handler';

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class AgreementsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Register an agreement or partnership')
  async register(@Body() body: RegisterAgreementDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const command = new CommandAgreement({ type: 'RegisterAgreement', ...body }, body, sent);
    return answered(sent, await this.commands.execute(command));
  }

  @Command(':agreementId/funding-terms', ['controller'], 'Record what the agreement gives a recipient each year')
  async terms(
    @Param() at: AgreementPath,
    @Body() body: FundingTermsDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    const command = new CommandAgreement({ type: 'RecordFundingTerms', ...at, ...body }, body, sent);
    return answered(sent, await this.commands.execute(command));
  }

  @Command(
    ':agreementId/years/:year',
    ['controller'],
    "Book what a body bears of a year of the agreement's terms in its budget",
  )
  async fund(
    @Param() { agreementId, year }: AgreementYearPath,
    @Body() body: FundAgreementYearDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new FundAgreementYear(agreementId, year, body, sent)));
  }
}
