import { agreementExamples } from './agreement-examples';
import { allocationExamples } from './allocation-examples';

/** A good body for each command, by path: what OpenAPI shows, and what the tests of bad requests start from. */
const decision = { bodyId: 'hsn', decidedOn: '2019-11-12', caseNumber: 'HSN 2019/77', item: '§ 84' };
const budget = '/api/v1/budgets/{bodyId}/{year}';
const appropriation = '/api/v1/budgets/{bodyId}/{year}/appropriations';

export const commandExamples: Readonly<Record<string, object>> = {
  [`${budget}/funding`]: { decision, effectiveOn: '2019-11-12', note: 'Enligt avtalen.' },
  [`${budget}/indexation`]: { decision, effectiveOn: '2019-11-12', reason: 'Slutligt index för 2018.' },
  '/api/v1/index-series': {
    indexId: 'lpik',
    name: 'Landstingsprisindex utan läkemedel, 2010 = 100',
    measure: 'level',
    publisher: 'Sveriges Kommuner och Regioner',
    url: 'https://example.se/lpik',
    note: 'Revideras i april.',
  },
  '/api/v1/index-series/{indexId}/publications': {
    version: '2019-04',
    values: [
      { year: 2018, value: '118.3', status: 'final' },
      { year: 2019, value: '121.6', status: 'preliminary' },
    ],
    publishedOn: '2019-04-25',
    url: 'https://example.se/lpik/2019-04',
    documentSha256: '0'.repeat(64),
    note: 'Påhittade tal.',
  },
  '/api/v1/parties': {
    partyId: 'novahuset',
    name: 'Föreningen Novahuset',
    kind: 'association',
    identifiers: [{ scheme: 'SE-ON', id: '802441-9213' }],
  },
  '/api/v1/parties/{partyId}/names': { name: 'Region Stockholm', effectiveFrom: '2019-01-01', decision },
  '/api/v1/parties/{partyId}/identifiers': { scheme: 'SE-ON', id: '802441-9213', decision },
  '/api/v1/parties/{partyId}/erasure': { reason: 'Begäran om radering, ärende 2031/12.', decision },
  '/api/v1/parties/{partyId}/merger': {
    into: 'primarvarden',
    effectiveFrom: '2020-01-01',
    reason: 'Föreningen har gått upp i primärvården.',
    decision,
  },

  '/api/v1/parties/{partyId}/owners': {
    owners: [
      { ownerId: 'hsn', share: '1/2' },
      { ownerId: 'primarvarden', share: '1/2' },
    ],
    effectiveFrom: '2020',
    effectiveFromCertainty: 'inferred',
    decision,
    note: 'Ägs till hälften av vardera.',
  },
  '/api/v1/parties/{partyId}/name-endorsements': {
    name: 'Sjukvårdsregion Mellansverige',
    decision,
    note: 'Regionstyrelsen ställer sig bakom namnbytet.',
  },

  '/api/v1/agreements': {
    agreementId: 'iop-novahuset',
    name: 'IOP med Novahuset',
    kind: 'partnership',
    bodyId: 'hsn',
    parties: ['novahuset'],
    decision,
    term: { from: '2019', fromCertainty: 'inferred', to: null },
    note: 'Utveckla information och utbildning, råd och stöd.',
  },
  '/api/v1/agreements/{agreementId}/funding-terms': {
    recipientId: 'novahuset',
    amount: '700000.00',
    currency: 'SEK',
    firstYear: 2019,
    lastYear: 2022,
    proration: 'month',
    indexation: { indexId: 'lpik', baseYear: 2018, lagYears: 1, rounding: 'half-even' },
    decision,
  },
  '/api/v1/agreements/{agreementId}/years/{year}': {
    decision,
    effectiveOn: '2019-11-12',
    programme: 'Nära vård',
    dimensions: { ansvar: '1210', verksamhet: '401' },
    note: 'Avsätts för 2019.',
  },

  ...agreementExamples,
  ...allocationExamples,

  '/api/v1/budgets': {
    bodyId: 'hsn',
    year: 2019,
    currency: 'SEK',
    control: 'stop',
    approval: { policy: 'above', above: '5000000.00' },
    reuse: false,
  },
  [appropriation]: {
    appropriationId: 'ram',
    kind: 'original',
    amount: '9000000000.00',
    decision,
    note: 'Enligt finansplanen.',
  },
  [`${appropriation}/{appropriationId}/recommendation`]: {
    decision: { bodyId: 'regionstyrelsen', decidedOn: '2019-11-05' },
    amount: '9000000000.00',
    note: 'Föreslår fullmäktige att anta ramen.',
  },
  [`${appropriation}/{appropriationId}/adoption`]: { decision, amount: '9000000000.00', effectiveOn: '2019-11-27' },
  [`${appropriation}/{appropriationId}/rejection`]: { reason: 'Återremitterat.', decision },
  [`${appropriation}/{appropriationId}/reversal`]: { reason: 'Registrerat två gånger.' },

  [`${budget}/programmes`]: { programmeId: 'nara-vard', name: 'Nära vård', control: 'stop', decision },
  [`${budget}/programme-transfers`]: {
    transferId: 'omfordelning-1',
    fromProgrammeId: 'nara-vard',
    toProgrammeId: 'unga',
    amount: '500000.00',
    decision,
    effectiveOn: '2019-11-12',
    note: 'Omfördelning mellan programmen.',
  },
  [`${budget}/programme-transfers/{transferId}/reversal`]: { reason: 'Fel program.' },

  [`${budget}/dimensions`]: { dimensionId: 'konto', name: 'Konto', required: true, decision },
  [`${budget}/dimensions/{dimensionId}/codes`]: {
    codes: [
      { code: '4510', name: 'Bidrag till föreningar' },
      { code: '4520', name: 'Bidrag till kommuner' },
    ],
  },
  [`${budget}/dimensions/{dimensionId}/codes/closure`]: { codes: ['4520'], reason: 'Ersatt av 4525.' },

  [`${budget}/approvers`]: {
    subject: 'u-4711',
    limit: '5000000.00',
    validFrom: '2019-01-01',
    validTo: '2019-12-31',
    decision,
    note: 'Enligt delegationsordningen.',
  },
  [`${budget}/approvers/{subject}/revocation`]: { reason: 'Ny tjänst.', effectiveOn: '2019-10-01' },
  [`${budget}/approvers/{subject}/substitutes`]: {
    substitute: 'u-4712',
    validFrom: '2019-07-01',
    validTo: '2019-07-31',
    reason: 'Semester.',
  },

  [`${budget}/lock`]: { decision, note: 'Inga fler poster på 2019.' },
  [`${budget}/unlock`]: { reason: 'En faktura saknades.' },
  [`${budget}/transfers`]: {
    transferId: 'omfordelning',
    toBodyId: 'regionstyrelsen',
    toYear: 2019,
    amount: '2500000.00',
    decision,
    effectiveOn: '2019-11-12',
    note: 'Till gemensam upphandling.',
  },
  [`${budget}/transfers/{transferId}/reversal`]: { reason: 'Skulle till en annan nämnd.' },
  [`${budget}/carry-forward`]: {
    committed: 'carry',
    available: 'carry',
    availableAtMost: '500000.00',
    overrun: 'stay',
    decision,
    note: 'Enligt bokslutsanvisningarna.',
  },
  [`${budget}/closing`]: { decision, note: 'Bokslut 2019.' },
  [`${budget}/late-corrections`]: {
    concernsYear: 2018,
    figure: 'disbursed',
    difference: '-1500.00',
    reason: 'Fel belopp bokfördes.',
    allocationId: '2018.engangs',
    decision,
  },

  '/api/v1/users': { subject: 'u-4711', name: 'Ekonom vid nämndens kansli', email: 'ekonomi@example.org' },
  '/api/v1/users/removal': { subject: 'u-4711' },
  '/api/v1/rebuilds': { projection: 'balances' },
  '/api/v1/rebuilds/{id}/acceptance': { reason: 'The version before counted returns twice.' },
  '/api/v1/rebuilds/{id}/withdrawal': { reason: 'Asked for by mistake.' },
};
