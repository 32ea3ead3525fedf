import { parseAmount } from '@anslag/money/amount';
import { unknownParty } from '../party/decide';
import { against, invalid, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import type { AgreementCommand, RecordFundingTerms, RegisterAgreement } from './commands';
import { addScope, attachSource, followUp, noteAmbiguity, recordAnnex, recordDeliverable } from './contents';
import { adopt, consider, recommend, recordEntryConditions, refuse, withdrawAdoption } from './entry';
import type { AgreementEvent } from './events';
import { evolve } from './evolve';
import { recordShares, wrongShares } from './funding-shares';
import { closesBeforeItOpens, decline, exercise, lapse, recordOption, reopen } from './options';
import { join, leave } from './parties';
import type { Agreement, AgreementState } from './state';
import {
  endsBeforeStart,
  extend,
  recordTerm,
  supersede,
  terminate,
  termEndsBeforeStart,
  withdrawSupersession,
  withdrawTermination,
} from './term';

export function decide(command: AgreementCommand, state: AgreementState): Decided<AgreementEvent> {
  const wrong = wrongInput(command);
  if (wrong) return wrong;
  if (command.type === 'RegisterAgreement') return register(command, state);
  if (state === null) return missing('agreement-not-found', `There is no agreement ${command.agreementId}.`);
  return onAgreement(command, state);
}

/** What is wrong with the command whatever the agreement is: told before whether there is one. */
function wrongInput(command: AgreementCommand): Refusal | null {
  switch (command.type) {
    case 'RegisterAgreement':
      return endsBeforeStart(command.term) ? termEndsBeforeStart('/term/to') : null;
    case 'RecordTerm':
      return endsBeforeStart(command.term) ? termEndsBeforeStart('/to') : null;
    case 'SupersedeAgreement':
      return command.supersededBy === command.agreementId
        ? invalid('supersedes-itself', 'An agreement cannot supersede itself.', '/supersededBy')
        : null;
    case 'RecordFundingTerms': {
      const { amount, currency, firstYear, lastYear, indexation } = command;
      const stated = amount === null ? null : statedAmount(parseAmount, amount, currency, '/amount');
      if (stated !== null && 'refused' in stated) return stated;
      if (lastYear !== undefined && lastYear < firstYear)
        return invalid('ends-before-start', 'The last funded year is before the first.', '/lastYear');
      return indexation && firstYear - (indexation.lagYears ?? 0) < indexation.baseYear
        ? invalid(
            'base-year-too-late',
            'The first funded year would be in prices from before the base year.',
            '/indexation/baseYear',
          )
        : null;
    }
    case 'RecordOption':
      return closesBeforeItOpens(command);
    case 'RecordFundingShares':
      return wrongShares(command);
    default:
      return null;
  }
}

function onAgreement(
  command: Exclude<AgreementCommand, RegisterAgreement>,
  agreement: Agreement,
): Decided<AgreementEvent> {
  switch (command.type) {
    case 'RecordFundingTerms':
      return recordFundingTerms(command);
    case 'JoinAgreement':
      return join(command, agreement);
    case 'LeaveAgreement':
      return leave(command, agreement);
    case 'RecordTerm':
      return recordTerm(command);
    case 'ExtendAgreement':
      return extend(command, agreement);
    case 'TerminateAgreement':
      return terminate(command, agreement);
    case 'WithdrawTermination':
      return withdrawTermination(command, agreement);
    case 'SupersedeAgreement':
      return supersede(command, agreement);
    case 'WithdrawSupersession':
      return withdrawSupersession(command, agreement);
    case 'RecordOption':
      return recordOption(command, agreement);
    case 'ExerciseOption':
      return exercise(command, agreement);
    case 'DeclineOption':
      return decline(command, agreement);
    case 'LapseOption':
      return lapse(command, agreement);
    case 'ReopenOption':
      return reopen(command, agreement);
    case 'RecordEntryConditions':
      return recordEntryConditions(command);
    case 'ConsiderAgreement':
      return consider(command);
    case 'RecommendAgreement':
      return recommend(command, agreement);
    case 'AdoptAgreement':
      return adopt(command, agreement);
    case 'RefuseAdoption':
      return refuse(command, agreement);
    case 'WithdrawAdoption':
      return withdrawAdoption(command, agreement);
    case 'RecordAnnex':
      return recordAnnex(command, agreement);
    case 'AddScope':
      return addScope(command, agreement);
    case 'RecordDeliverable':
      return recordDeliverable(command, agreement);
    case 'FollowUp':
      return followUp(command, agreement);
    case 'RecordFundingShares':
      return recordShares(command);
    case 'AttachSource':
      return attachSource(command, agreement);
    case 'NoteAmbiguity':
      return noteAmbiguity(command);
  }
}

function register(command: RegisterAgreement, state: AgreementState): Decided<AgreementEvent> {
  const { agreementId, unknown } = command;
  if (state !== null)
    return against('already-exists', `The agreement ${agreementId} is registered already.`, '/agreementId');
  if (unknown) return unknownParty(unknown);
  const parties = said(command, 'bodyId', 'parties', 'partiesCertainty');
  const data = { ...said(command, 'agreementId', 'name', 'kind', 'decision', 'term', 'note'), ...parties };
  return { events: [{ type: 'AgreementRegistered', data }], warnings: [] };
}

function recordFundingTerms(command: RecordFundingTerms): Decided<AgreementEvent> {
  if (command.unknown) return unknownParty(command.unknown);
  const { amount: text, currency, indexation } = command;
  if (indexation && !command.isIndexKnown)
    return against(
      'unknown-index',
      `There is no index series ${indexation.indexId} in the ledger; register it first.`,
      '/indexation/indexId',
    );
  const stated = text === null ? null : statedAmount(parseAmount, text, currency, '/amount');
  if (stated !== null && 'refused' in stated) return stated;
  const terms = said(
    command,
    ...(['agreementId', 'recipientId', 'currency', 'firstYear', 'lastYear'] as const),
    ...(['proration', 'indexation', 'decision'] as const),
  );
  return {
    events: [{ type: 'FundingTermsRecorded', data: { ...terms, amount: stated && stated.text } }],
    warnings: [],
  };
}

/** The agreement stream's rules, as the stream writer takes them. */
export const agreementDecider = {
  category: 'agreement',
  stateVersion: 6,
  initial: null as AgreementState,
  decide,
  evolve,
  encode: (state: AgreementState): unknown => state,
  decode: (stored: unknown): AgreementState => stored as AgreementState,
};
