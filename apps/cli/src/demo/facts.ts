/** One command of the demo: what it records, in the order in which the board took it. */
export interface Step {
  path: string;
  body: object;
}

const meeting = { bodyId: 'hsn', decidedOn: '2019-11-12' };

/**
 * Facts F1 and F2: what the health board of Region Östergötland decided on 2019-11-12, by its public notice. Amounts, dates
 * and parties are the notice's; what it leaves open is recorded as unknown or inferred, never filled in.
 */
export const facts: readonly Step[] = [
  { path: '/parties', body: { partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' } },
  { path: '/parties', body: { partyId: 'primarvarden', name: 'Primärvården', kind: 'cost-object' } },
  { path: '/parties', body: { partyId: 'novahuset', name: 'Novahuset', kind: 'association' } },
  { path: '/budgets', body: { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' } },
  { path: '/budgets', body: { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'none' } },
  {
    path: '/budgets/hsn/2019/allocations',
    body: {
      allocationId: 'engangs',
      recipientId: 'primarvarden',
      kind: 'one-off',
      amount: '30000000.00',
      supplementTo: 'unknown',
      title: 'Engångsersättning till primärvården',
      purposes: ['the elderly', 'complex needs', 'sick-leave co-ordination'],
      decision: meeting,
    },
  },
  {
    path: '/budgets/hsn/2020/appropriations',
    body: {
      appropriationId: 'finansplan',
      kind: 'original',
      amount: null,
      decision: meeting,
      note: 'The financial plan is proposed; the regional assembly adopts it in late November.',
    },
  },
  {
    path: '/agreements',
    body: {
      agreementId: 'iop-novahuset',
      name: 'Idéburet offentligt partnerskap med Novahuset',
      kind: 'partnership',
      bodyId: 'hsn',
      parties: ['hsn', 'novahuset'],
      decision: meeting,
      term: { from: '2019-11-12', fromCertainty: 'inferred' },
    },
  },
  {
    path: '/agreements/iop-novahuset/funding-terms',
    body: { recipientId: 'novahuset', amount: '700000.00', currency: 'SEK', firstYear: 2019, decision: meeting },
  },
  { path: '/agreements/iop-novahuset/years/2019', body: { decision: meeting } },
];
