import { decision } from './client';

/** All that can happen to an agreement, in an order in which it can: the path, the body, and the events that it comes to. */
export const agreementStory: readonly [path: string, body: object, types: string[]][] = [
  [
    '/agreements',
    {
      agreementId: 'avtal',
      name: 'Avtal',
      kind: 'co-operation',
      bodyId: 'hsn',
      parties: ['hsn'],
      partiesCertainty: 'unknown',
      term: { from: null, fromEvidence: 'Från årsskiftet', to: '2020' },
    },
    ['AgreementRegistered'],
  ],
  [
    '/agreements',
    { agreementId: 'avtal-2', name: 'Avtal 2', kind: 'umbrella', bodyId: 'hsn', parties: [] },
    ['AgreementRegistered'],
  ],
  ['/agreements/avtal/parties', { partyId: 'primarvarden', joinedOn: '2020-01', decision }, ['AgreementPartyJoined']],
  ['/agreements/avtal/parties/hsn/departure', { leftOn: '2021-01-01', reason: 'R' }, ['AgreementPartyLeft']],
  ['/agreements/avtal/term', { from: '2020', to: '2021', reason: 'R', decision }, ['AgreementTermRecorded']],
  ['/agreements/avtal/extensions', { to: '2022-06-30', decision }, ['AgreementExtended']],
  ['/agreements/avtal/options', { optionId: 'forlangning', kind: 'extension', extendsTo: '2023' }, ['OptionRecorded']],
  [
    '/agreements/avtal/options/forlangning/exercise',
    { exercisedOn: '2022-05' },
    ['OptionExercised', 'AgreementExtended'],
  ],
  [
    '/agreements/avtal/options',
    { optionId: 'fortida', kind: 'early-termination', exercisableUntil: '2021', noticeMonths: 6 },
    ['OptionRecorded'],
  ],
  ['/agreements/avtal/options/fortida/lapse', {}, ['OptionLapsed']],
  ['/agreements/avtal/options', { optionId: 'annat', kind: 'other', holderId: 'primarvarden' }, ['OptionRecorded']],
  ['/agreements/avtal/options/annat/decline', { declinedOn: null, reason: 'R' }, ['OptionDeclined']],
  [
    '/agreements/avtal-2/entry-conditions',
    { adopters: ['hsn', 'primarvarden'], plannedFrom: '2022', adoptBy: null },
    ['EntryConditionsRecorded'],
  ],
  ['/agreements/avtal-2/considerations', { decision }, ['AgreementConsidered']],
  ['/agreements/avtal-2/recommendations', { decision, recommendedTo: ['hsn'] }, ['AgreementRecommended']],
  ['/agreements/avtal-2/refusals', { partyId: 'hsn', decision, reason: 'R' }, ['AdoptionRefused']],
  ['/agreements/avtal-2/adoptions', { partyId: 'hsn', decision }, ['AgreementAdopted']],
  ['/agreements/avtal-2/adoptions/hsn/withdrawal', { reason: 'R' }, ['AdoptionWithdrawn']],
  ['/agreements/avtal/annexes', { annexId: 'a', version: '1', title: 'A', from: null }, ['AnnexRecorded']],
  ['/agreements/avtal/scope', { scopeId: 's', title: 'S' }, ['ScopeAdded']],
  [
    '/agreements/avtal/deliverables',
    { deliverableId: 'd', kind: 'report', title: 'D', partyId: 'hsn' },
    ['DeliverableRecorded'],
  ],
  ['/agreements/avtal/deliverables/d/follow-up', { followedUpOn: '2021', result: 'R' }, ['DeliverableFollowedUp']],
  [
    '/agreements/avtal/shares',
    { shares: [{ partyId: 'hsn', share: '1/1' }], total: null, currency: 'SEK' },
    ['FundingSharesRecorded'],
  ],
  ['/agreements/avtal/sources', { sourceId: 'p', title: 'P', url: 'https://example.org/p' }, ['SourceAttached']],
  ['/agreements/avtal/ambiguities', { note: 'N' }, ['AmbiguityNoted']],
  ['/agreements/avtal/termination', { endsOn: '2022-01-31', noticeBy: 'primarvarden' }, ['AgreementTerminated']],
  ['/agreements/avtal/termination/withdrawal', { reason: 'R' }, ['AgreementTerminationWithdrawn']],
  [
    '/agreements/avtal/supersession',
    { supersededBy: 'avtal-2', changes: [{ what: 'W', before: null, after: 'A' }] },
    ['AgreementSuperseded'],
  ],
];
