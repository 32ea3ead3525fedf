/** As {@link commandExamples}: what can happen to an allocation. */
const allocation = '/api/v1/budgets/{bodyId}/{year}/allocations';
const decision = { bodyId: 'hsn', decidedOn: '2019-11-12', caseNumber: 'HSN 2019/77', item: '§ 84' };

export const allocationExamples: Readonly<Record<string, object>> = {
  [allocation]: {
    allocationId: 'engangs',
    recipientId: 'primarvarden',
    kind: 'one-off',
    amount: '30000000.00',
    decision,
    effectiveOn: '2019-11-12',
    purposes: ['äldre', 'komplexa behov', 'sjukskrivningssamordning'],
    supplementTo: 'unknown',
    programme: 'Nära vård',
    dimensions: { ansvar: '1210', verksamhet: '401' },
    recipientNameAsPublished: 'primärvården',
    title: 'Engångsersättning till primärvården',
    note: 'Ytterligare 30 miljoner kronor.',
  },
  [`${allocation}/{allocationId}/approval`]: { note: 'Attesteras.' },
  [`${allocation}/{allocationId}/rejection`]: { reason: 'Underlag saknas.' },
  [`${allocation}/{allocationId}/withdrawal`]: { reason: 'Fel belopp.' },
  [`${allocation}/{allocationId}/adjustments`]: {
    difference: '-1500.50',
    reason: 'Minskat behov.',
    effectiveOn: '2019-12-01',
    decision,
  },
  [`${allocation}/{allocationId}/disbursements`]: {
    amount: '250000.00',
    disbursementId: 'utb-1',
    effectiveOn: '2019-12-02',
    reference: 'BG 123-4567',
    note: 'Första delen.',
    dimensions: { ansvar: '1211' },
  },
  [`${allocation}/{allocationId}/returns`]: {
    amount: '1000.00',
    returnId: 'ater-1',
    kind: 'clawback',
    claimId: 'krav-1',
    effectiveOn: '2019-12-20',
    reason: 'Ej använda medel.',
    dimensions: { ansvar: '1211' },
  },
  [`${allocation}/{allocationId}/release`]: {
    reason: 'Används inte.',
    amount: '500.00',
    effectiveOn: '2019-12-30',
  },
  [`${allocation}/{allocationId}/reversal`]: { reason: 'Fel mottagare.', voucher: 'hsn/2019/3' },
  [`${allocation}/{allocationId}/replacement`]: {
    reason: 'Fel belopp.',
    allocationId: 'engangs-2',
    recipientId: 'primarvarden',
    amount: '3000000.00',
    decision,
    recipientNameAsPublished: 'primärvården',
    title: 'Engångsersättning',
    note: 'Rättad.',
    dimensions: { ansvar: '1210', verksamhet: '402' },
  },
  [`${allocation}/{allocationId}/note`]: {
    reason: 'Förtydligat.',
    recipientNameAsPublished: 'primärvården',
    title: 'Engångsersättning',
    note: 'Se protokollet.',
  },

  [`${allocation}/{allocationId}/reporting-duties`]: {
    dutyId: 'slutredovisning',
    what: 'Slutredovisning av använda medel',
    dueOn: '2020-03-31',
    withholds: true,
    decision,
  },
  [`${allocation}/{allocationId}/reporting-duties/{dutyId}/report`]: {
    receivedOn: '2019-12-20',
    reference: 'HSN 2019/77-4',
    documentSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    note: 'Godkänd av handläggaren.',
  },
  [`${allocation}/{allocationId}/reporting-duties/{dutyId}/extension`]: {
    dueOn: '2020-04-30',
    reason: 'Årsmötet hålls först i april.',
  },
  [`${allocation}/{allocationId}/reporting-duties/{dutyId}/reopening`]: {
    reason: 'Rapporten gällde ett annat bidrag.',
  },
  [`${allocation}/{allocationId}/reporting-duties/{dutyId}/waiver`]: { reason: 'Bidraget har betalats tillbaka.' },

  [`${allocation}/{allocationId}/disbursement-plan`]: {
    instalments: [
      { instalmentId: 'start', amount: '20000000.00', dueOn: '2019-12-01' },
      {
        instalmentId: 'slut',
        amount: '10000000.00',
        dueOn: '2020-04-30',
        note: 'Efter slutredovisningen.',
        afterDutyId: 'slutredovisning',
      },
    ],
    reason: 'Ny tidplan.',
    decision,
  },
  [`${allocation}/{allocationId}/claims`]: {
    claimId: 'krav-1',
    amount: '25000.00',
    dueOn: '2020-04-30',
    reason: 'Verksamheten lades ned i oktober.',
    decision,
  },
  [`${allocation}/{allocationId}/claims/{claimId}/withdrawal`]: { reason: 'Föreningen har gått i konkurs.' },
  [`${allocation}/{allocationId}/indexation`]: {
    decision,
    effectiveOn: '2019-11-12',
    reason: 'Slutligt index för 2018.',
  },
};
