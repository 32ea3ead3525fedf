import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import { decidingBody, type NamedParty } from '../parties/known-parties';

/** The parties that a command's body names, in the order of its fields. */
export function namedIn(command: AgreementCommand): NamedParty[] {
  return [...own(command), ...decidingBody(command.decision)];
}

function own(command: AgreementCommand): NamedParty[] {
  switch (command.type) {
    case 'RegisterAgreement':
      return [
        { code: 'unknown-body', partyId: command.bodyId, pointer: '/bodyId' },
        ...command.parties.map((partyId, index) => party(partyId, `/parties/${index}`)),
      ];
    case 'RecordFundingTerms':
      return [{ code: 'unknown-recipient', partyId: command.recipientId, pointer: '/recipientId' }];
    case 'JoinAgreement':
      return [party(command.partyId, '/partyId')];
    case 'TerminateAgreement':
      return command.noticeBy === undefined ? [] : [party(command.noticeBy, '/noticeBy')];
    case 'RecordOption':
      return command.holderId === undefined ? [] : [party(command.holderId, '/holderId')];
    case 'RecordEntryConditions':
      return command.adopters.map((partyId, index) => party(partyId, `/adopters/${index}`));
    case 'RecommendAgreement':
      return (command.recommendedTo ?? []).map((partyId, index) => party(partyId, `/recommendedTo/${index}`));
    case 'AdoptAgreement':
    case 'RefuseAdoption':
      return [party(command.partyId, '/partyId')];
    case 'RecordDeliverable':
      return command.partyId === undefined ? [] : [party(command.partyId, '/partyId')];
    case 'RecordFundingShares':
      return command.shares.map(({ partyId }, index) => party(partyId, `/shares/${index}/partyId`));
    default:
      return [];
  }
}

const party = (partyId: string, pointer: string): NamedParty => ({ code: 'unknown-party', partyId, pointer });
