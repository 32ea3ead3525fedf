import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import type { AgreementEvent, AgreementEventType } from '@anslag/domain/agreement/events';
import { commanded, happened, registered } from './an-agreement';

const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
const documentSha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const note = 'Se protokollet';

/** For each type of event a stream and a command that books it with all that it can hold. */
export const agreementBookings: Record<AgreementEventType, [AgreementEvent[], AgreementCommand]> = {
  AgreementRegistered: [
    [],
    commanded('RegisterAgreement', {
      name: 'IOP Novahuset',
      kind: 'partnership',
      bodyId: 'hsn',
      parties: ['hsn', 'novahuset'],
      decision,
      term: { from: '2019', fromCertainty: 'inferred', to: null, toCertainty: 'unknown' },
      note: 'Årlig finansiering',
    }),
  ],
  FundingTermsRecorded: [
    [registered()],
    commanded('RecordFundingTerms', {
      recipientId: 'novahuset',
      amount: '700000',
      currency: 'SEK',
      firstYear: 2019,
      lastYear: 2021,
      decision,
    }),
  ],
  AgreementPartyJoined: [
    [registered()],
    commanded('JoinAgreement', {
      partyId: 'linkoping',
      joinedOn: '2020-01',
      joinedOnCertainty: 'inferred',
      decision,
      note,
    }),
  ],
  AgreementPartyLeft: [
    [registered()],
    commanded('LeaveAgreement', {
      partyId: 'novahuset',
      leftOn: '2021',
      leftOnCertainty: 'stated',
      reason: 'Upplöst',
      decision,
      note,
    }),
  ],
  AgreementTermRecorded: [
    [registered()],
    commanded('RecordTerm', {
      term: {
        from: '2020-07-01',
        fromCertainty: 'inferred',
        fromEvidence: 'Nuvarande avtal löper ut vid halvårsskiftet',
        to: '2024-09-30',
        toCertainty: 'stated',
        toEvidence: 'Till och med den 30 september 2024',
      },
      reason: 'Framgår av avtalet',
      decision,
      note,
    }),
  ],
  AgreementExtended: [
    [registered({ term: { to: '2015' } })],
    commanded('ExtendAgreement', {
      to: '2016-10-31',
      toCertainty: 'stated',
      toEvidence: 'Förlängs till den 31 oktober 2016',
      decision,
      note,
    }),
  ],
  AgreementTerminated: [
    [registered()],
    commanded('TerminateAgreement', {
      endsOn: '2021-06-30',
      endsOnCertainty: 'inferred',
      noticeOn: '2020-12',
      noticeOnCertainty: 'stated',
      noticeBy: 'novahuset',
      reason: 'Ny inriktning',
      decision,
      note,
    }),
  ],
  AgreementTerminationWithdrawn: [
    [registered(), happened('AgreementTerminated', { endsOn: '2021-06-30' })],
    commanded('WithdrawTermination', { reason: 'Parterna är överens', decision, note }),
  ],
  AgreementSuperseded: [
    [registered()],
    {
      ...commanded('SupersedeAgreement', {
        supersededBy: 'iop-2',
        supersededOn: '2020-07-01',
        supersededOnCertainty: 'inferred',
        changes: [{ what: 'Kvalitetsuppföljning', before: null, after: 'Utökad' }],
        decision,
        note,
      }),
      isKnown: true,
    } as AgreementCommand,
  ],
  AgreementSupersessionWithdrawn: [
    [registered(), happened('AgreementSuperseded', { supersededBy: 'iop-2' })],
    commanded('WithdrawSupersession', { reason: 'Fel avtal angavs', decision, note }),
  ],
  OptionRecorded: [
    [registered()],
    commanded('RecordOption', {
      optionId: 'uppsagning',
      kind: 'early-termination',
      exercisableFrom: '2022-07-01',
      exercisableFromCertainty: 'inferred',
      exercisableUntil: '2024',
      exercisableUntilCertainty: 'stated',
      holderId: 'novahuset',
      noticeMonths: 6,
      extendsTo: '2026-09-30',
      extendsToCertainty: 'stated',
      decision,
      note,
    }),
  ],
  OptionExercised: [
    [registered(), happened('OptionRecorded', { optionId: 'uppsagning', kind: 'early-termination' })],
    commanded('ExerciseOption', {
      optionId: 'uppsagning',
      exercisedOn: '2022-08-01',
      exercisedOnCertainty: 'stated',
      endsOn: '2023-02',
      endsOnCertainty: 'inferred',
      decision,
      note,
    }),
  ],
  OptionDeclined: [
    [registered(), happened('OptionRecorded', { optionId: 'uppsagning', kind: 'other' })],
    commanded('DeclineOption', {
      optionId: 'uppsagning',
      declinedOn: '2022-08-01',
      declinedOnCertainty: 'stated',
      reason: 'Avtalet fungerar väl',
      decision,
      note,
    }),
  ],
  OptionLapsed: [
    [registered(), happened('OptionRecorded', { optionId: 'uppsagning', kind: 'other', exercisableUntil: '2024' })],
    {
      ...commanded('LapseOption', { optionId: 'uppsagning', reason: 'Ingen sade upp', decision, note }),
      today: '2025-01-01',
    } as AgreementCommand,
  ],
  OptionReopened: [
    [
      registered(),
      happened('OptionRecorded', { optionId: 'uppsagning', kind: 'other' }),
      happened('OptionDeclined', { optionId: 'uppsagning' }),
    ],
    commanded('ReopenOption', { optionId: 'uppsagning', reason: 'Fel avtal', decision, note }),
  ],
  EntryConditionsRecorded: [
    [registered()],
    commanded('RecordEntryConditions', {
      adopters: ['region-stockholm', 'solna'],
      adoptersCertainty: 'inferred',
      plannedFrom: '2022-07-01',
      plannedFromCertainty: 'stated',
      adoptBy: '2022-05',
      adoptByCertainty: 'inferred',
      decision,
      note,
    }),
  ],
  AgreementConsidered: [[registered()], commanded('ConsiderAgreement', { decision, note })],
  AgreementRecommended: [
    [registered()],
    commanded('RecommendAgreement', { recommendedTo: ['region-stockholm', 'solna'], decision, note }),
  ],
  AgreementAdopted: [[registered()], commanded('AdoptAgreement', { partyId: 'solna', decision, note })],
  AdoptionRefused: [
    [registered()],
    commanded('RefuseAdoption', { partyId: 'solna', reason: 'Finansieringen är oklar', decision, note }),
  ],
  AdoptionWithdrawn: [
    [registered(), happened('AgreementAdopted', { partyId: 'solna', decision })],
    commanded('WithdrawAdoption', { partyId: 'solna', reason: 'Avsåg en annan kommun', decision, note }),
  ],
  AnnexRecorded: [
    [registered()],
    commanded('RecordAnnex', {
      annexId: 'universitetssjukvard',
      version: '2',
      title: 'Avtal om universitetssjukvård',
      from: '2021-01',
      fromCertainty: 'inferred',
      documentSha256,
      decision,
      note,
    }),
  ],
  ScopeAdded: [
    [registered()],
    commanded('AddScope', {
      scopeId: 'cancervard',
      title: 'Cancervård',
      from: '2022',
      fromCertainty: 'stated',
      decision,
      note,
    }),
  ],
  DeliverableRecorded: [
    [registered()],
    commanded('RecordDeliverable', {
      deliverableId: 'utvardering',
      kind: 'evaluation',
      title: 'Utvärdering av metoder',
      partyId: 'novahuset',
      dueOn: '2021-12-31',
      dueOnCertainty: 'inferred',
      decision,
      note,
    }),
  ],
  DeliverableFollowedUp: [
    [registered(), happened('DeliverableRecorded', { deliverableId: 'utvardering', kind: 'report', title: 'Rapport' })],
    commanded('FollowUp', {
      deliverableId: 'utvardering',
      followedUpOn: '2022-01-15',
      followedUpOnCertainty: 'stated',
      result: 'Lämnad',
      decision,
      note,
    }),
  ],
  FundingSharesRecorded: [
    [registered()],
    commanded('RecordFundingShares', {
      shares: [
        { partyId: 'hsn', share: '2/3' },
        { partyId: 'novahuset', share: '1/3' },
      ],
      total: '100',
      currency: 'SEK',
      firstYear: 2021,
      lastYear: 2023,
      decision,
      note,
    }),
  ],
  SourceAttached: [
    [registered()],
    commanded('AttachSource', {
      sourceId: 'protokoll',
      title: 'Protokoll',
      url: 'https://example.org/protokoll.pdf',
      publishedOn: '2019-11',
      caseNumber: 'HSN 2019-714',
      item: '§ 84',
      documentSha256,
      about: 'Beslutet',
      note,
    }),
  ],
  AmbiguityNoted: [
    [registered()],
    commanded('NoteAmbiguity', { about: 'Beslutet', note: 'Både beslutat och enligt förslaget', decision }),
  ],
};
