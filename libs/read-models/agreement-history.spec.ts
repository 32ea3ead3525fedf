import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreementAt } from './agreement-report';
import { agreements } from './agreements';
import { allocations } from './allocations';
import { trailPage } from './audit-report';
import { auditTrail } from './audit-trail';
import type { Ask } from './basis';
import type { Cut } from './cut';
import { deadlinePage, type DeadlineFilters } from './deadline-report';
import { dues } from './dues';
import { entries } from './entries';
import { parties } from './parties';

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  for (const [partyId, name] of [
    ['sll', 'Stockholms läns landsting'],
    ['sos', 'SOS Alarm'],
    ['dalarna', 'Region Dalarna'],
  ] as const)
    booked(ledger.party({ type: 'RegisterParty', partyId, name, kind: 'region' }));
  register('sos-2015', { term: { from: '2012', to: null, toCertainty: 'unknown' } });
});

afterEach(() => models.close());

function register(agreementId: string, more: object): void {
  const registration = { name: agreementId, kind: 'service' as const, bodyId: 'sll', parties: ['sll', 'sos'] };
  booked(ledger.agreement({ type: 'RegisterAgreement', agreementId, ...registration, ...more }));
}

/** Records, and says where the log ended before. */
function record(command: AgreementCommand): bigint {
  const { position } = ledger.log.events.at(-1)!;
  booked(ledger.agreement(command));
  return position;
}

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

async function agreement(agreementId: string, ask: Partial<Ask> = {}) {
  const needed = [agreements, entries, parties];
  return (await models.at(ask, needed, (cut) => agreementAt(cut, agreementId, '2020-01-01'))).answer!;
}

const extend = (to: string) => record({ type: 'ExtendAgreement', agreementId: 'sos-2015', to });

test('an end is told as it was known, before and after the extension', async () => {
  const before = extend('2016-10-31');
  await start();
  const at = async (knownPosition?: bigint) => {
    const { term, ends, inForce } = await agreement('sos-2015', {
      effectiveAt: '2016-11-01',
      ...(knownPosition && { knownPosition }),
    });
    return { to: term!.to, ends, inForce };
  };
  expect(await at(before)).toEqual({ to: null, ends: { earliest: null, latest: null }, inForce: 'unknown' });
  const end = { earliest: '2016-10-31', latest: '2016-10-31' };
  expect(await at()).toEqual({ to: '2016-10-31', ends: end, inForce: 'no' });
  const { termVersions } = await agreement('sos-2015');
  expect(termVersions.map(({ how, term }) => [how, term!.to])).toEqual([
    ['registered', null],
    ['extended', '2016-10-31'],
  ]);
});

test('parties are those of the day, with the names that they had', async () => {
  record({ type: 'JoinAgreement', agreementId: 'sos-2015', partyId: 'dalarna', joinedOn: '2014' });
  record({ type: 'LeaveAgreement', agreementId: 'sos-2015', partyId: 'sos', leftOn: '2015-01-01' });
  const renamed = { name: 'Region Stockholm', effectiveFrom: '2019-01-01' };
  booked(ledger.party({ type: 'RenameParty', partyId: 'sll', ...renamed }));
  await start();
  const partiesOn = async (effectiveAt: string | null) => (await agreement('sos-2015', { effectiveAt })).parties;
  expect(await partiesOn('2013-12-31')).toEqual(['sll', 'sos']);
  expect(await partiesOn('2014-05-01')).toEqual(['sll', 'sos', 'dalarna']);
  expect(await partiesOn(null)).toEqual(['sll', 'dalarna']);
  const { memberships } = await agreement('sos-2015', { effectiveAt: '2014-05-01' });
  expect(memberships.map(({ name, isParty }) => [name, isParty])).toEqual([
    ['Stockholms läns landsting', 'yes'],
    ['SOS Alarm', 'yes'],
    ['Region Dalarna', 'unknown'],
  ]);
  expect((await agreement('sos-2015')).memberships[0]!.name).toBe('Region Stockholm');
});

test('a successor tells what it supersedes, how they fit, and what it changes', async () => {
  extend('2020-06-30');
  register('sos-2020', { term: { from: '2020-07-01', fromCertainty: 'inferred', to: '2024-09-30' } });
  const changes = [{ what: 'Uppföljning', before: null, after: 'Utökad' }];
  const supersession = { supersededBy: 'sos-2020', isKnown: true, changes };
  record({ type: 'SupersedeAgreement', agreementId: 'sos-2015', ...supersession });
  await start();
  const { supersedes } = await agreement('sos-2020');
  expect(supersedes).toMatchObject([{ agreementId: 'sos-2015', fit: 'seamless', days: null, changes }]);
  expect(await agreement('sos-2015')).toMatchObject({ supersededBy: { agreementId: 'sos-2020', changes } });
  expect((await agreement('sos-2020')).supersededBy).toBeNull();
});

test('a notice shows while it stands', async () => {
  const notice = { endsOn: '2018-12-31', noticeOn: '2018-06', noticeBy: 'sos' };
  record({ type: 'TerminateAgreement', agreementId: 'sos-2015', ...notice });
  const given = record({ type: 'WithdrawTermination', agreementId: 'sos-2015', reason: 'Överens' });
  await start();
  const standing = await agreement('sos-2015', { knownPosition: given, effectiveAt: '2019-01-01' });
  expect(standing).toMatchObject({ termination: notice, inForce: 'no' });
  expect(await agreement('sos-2015')).toMatchObject({ termination: null });
});

test('the trail tells what each event changed', async () => {
  extend('2016-10-31');
  record({ type: 'JoinAgreement', agreementId: 'sos-2015', partyId: 'dalarna', joinedOn: '2014' });
  record({ type: 'TerminateAgreement', agreementId: 'sos-2015', endsOn: '2016' });
  await start();
  const filters = { year: null, bodyId: null, recipientId: null, allocationId: null, actor: null, type: null };
  const everything = { ...filters, q: 'agreement-sos-2015', recordedFrom: null, recordedBefore: null };
  const { answer } = await models.at({}, [auditTrail], (cut) =>
    trailPage(cut, everything, { limit: 100, after: null }),
  );
  expect(answer.rows.slice(1).map(({ type, before, after }) => ({ type, before, after }))).toEqual([
    {
      type: 'AgreementExtended',
      before: { to: null, toCertainty: 'unknown' },
      after: { to: '2016-10-31', toCertainty: null },
    },
    {
      type: 'AgreementPartyJoined',
      before: { parties: ['sll', 'sos'] },
      after: { parties: ['sll', 'sos', 'dalarna'] },
    },
    { type: 'AgreementTerminated', before: { termination: null }, after: { termination: { endsOn: '2016' } } },
  ]);
});

test('options stand as they did on the day, and what is open of them falls due', async () => {
  const option = { optionId: 'o', kind: 'early-termination', exercisableFrom: '2018-01-01' } as const;
  const recorded = record({ type: 'RecordOption', agreementId: 'sos-2015', ...option, exercisableUntil: '2018-12-31' });
  const exercised = { exercisedOn: '2018-06-01', endsOn: '2019' };
  record({ type: 'ExerciseOption', agreementId: 'sos-2015', optionId: 'o', ...exercised });
  await start();
  const statusOn = async (effectiveAt: string) => {
    const { options } = await agreement('sos-2015', { effectiveAt });
    return options.map(({ status, settledOn }) => [status, settledOn]);
  };
  expect(await statusOn('2018-05-31')).toEqual([['open', null]]);
  expect(await statusOn('2018-06-01')).toEqual([['exercised', '2018-06-01']]);
  expect((await agreement('sos-2015', { knownPosition: recorded })).options).toEqual([]);

  const due = async (effectiveAt: string, filters: Partial<DeadlineFilters> = {}, limit = 10, after = null) => {
    const all = { until: null, bodyId: null, agreementId: null, partyId: null, kind: null, ...filters };
    const page = (cut: Cut) => deadlinePage(cut, all, { limit, after }, '2020-01-01');
    return (await models.at({ effectiveAt }, [agreements, dues, allocations, parties], page)).answer;
  };
  const kinds = async (...asked: Parameters<typeof due>) => (await due(...asked)).rows.map(({ kind }) => kind);
  expect(await kinds('2017-01-01')).toEqual(['option-opens', 'option-deadline', 'termination']);
  expect(await kinds('2017-01-01', { until: '2018-12-30' })).toEqual(['option-opens']);
  expect(await kinds('2017-01-01', { kind: 'termination' })).toEqual(['termination']);
  expect(await kinds('2017-01-01', { bodyId: 'nobody' })).toEqual([]);
  expect(await kinds('2018-06-01')).toEqual(['termination']);
  const first = await due('2017-01-01', {}, 2);
  expect(first.rows).toHaveLength(2);
  expect((await due('2017-01-01', {}, 2, first.after as never)).rows).toMatchObject([
    { kind: 'termination', dueOn: '2019', earliest: '2019-01-01', latest: '2019-12-31', overdue: false },
  ]);
});
