/** As {@link commandExamples}: what can happen to an agreement. */
const agreement = '/api/v1/agreements/{agreementId}';
const decision = { bodyId: 'hsn', decidedOn: '2020-03-03', caseNumber: 'HSN 2020/21', item: '§ 12' };

export const agreementExamples: Readonly<Record<string, object>> = {
  [`${agreement}/parties`]: {
    partyId: 'region-dalarna',
    joinedOn: '2021-01',
    joinedOnCertainty: 'inferred',
    decision,
    note: 'Anslöt sig senare.',
  },
  [`${agreement}/parties/{partyId}/departure`]: {
    leftOn: '2022',
    leftOnCertainty: 'stated',
    reason: 'Ny regionindelning.',
    decision,
    note: 'Se protokollet.',
  },
  [`${agreement}/term`]: {
    from: '2020-07-01',
    fromCertainty: 'inferred',
    fromEvidence: 'Nuvarande avtal löper ut vid halvårsskiftet.',
    to: '2024-09-30',
    toCertainty: 'stated',
    toEvidence: 'Till och med den 30 september 2024.',
    reason: 'Framgår av avtalet.',
    decision,
    note: 'Se bilagan.',
  },
  [`${agreement}/extensions`]: {
    to: '2016-10-31',
    toCertainty: 'stated',
    toEvidence: 'Förlängs till den 31 oktober 2016.',
    decision,
    note: 'Medan drift i egen regi utreds.',
  },
  [`${agreement}/termination`]: {
    endsOn: '2022-12-31',
    endsOnCertainty: 'stated',
    noticeOn: '2022-06',
    noticeOnCertainty: 'inferred',
    noticeBy: 'novahuset',
    reason: 'Ny inriktning.',
    decision,
    note: 'Sex månaders uppsägningstid.',
  },
  [`${agreement}/termination/withdrawal`]: { reason: 'Parterna är överens.', decision, note: 'Se brevet.' },
  [`${agreement}/supersession`]: {
    supersededBy: 'sos-2020',
    supersededOn: '2020-07-01',
    supersededOnCertainty: 'inferred',
    changes: [{ what: 'Kvalitetsuppföljning', before: null, after: 'Utökad uppföljning.' }],
    decision,
    note: 'Samma tjänst.',
  },
};
