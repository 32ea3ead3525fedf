import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import { agreementDecider } from '@anslag/domain/agreement/decide';
import type { AgreementEvent } from '@anslag/domain/agreement/events';
import type { AgreementState } from '@anslag/domain/agreement/state';
import { partyDecider, type PartyCommand } from '@anslag/domain/party/decide';
import type { PartyEvent } from '@anslag/domain/party/events';
import type { PartyState } from '@anslag/domain/party/evolve';
import { indexDecider, type IndexCommand } from '@anslag/domain/index-series/decide';
import type { IndexEvent } from '@anslag/domain/index-series/events';
import type { IndexState } from '@anslag/domain/index-series/state';
import { actOn } from '../domain/agreement-acts';
import { formatMinor } from '@anslag/money/amount';
import { Budget } from './budget-acts';
import { at, days, recipients } from './choosing';
import { indexId, indexNamed, publishing } from './index-acts';
import type { Intent, Rules } from './intents';
import { Stream } from './stream';
import { transferringOf } from './transfer-acts';
import { endingOf } from './year-end-acts';

type AgreementStream = Stream<AgreementState, AgreementCommand, AgreementEvent>;
type IndexStream = Stream<IndexState, IndexCommand, IndexEvent>;
type PartyStream = Stream<PartyState, PartyCommand, PartyEvent>;

/** As the deciders get one: what is sealed is nothing to them. */
const aPerson = { kind: 'person' as const, sealed: { name: '1.name', identifiers: [] } };

/** A board's budgets for two years and another's, two agreements, three parties and an index series. */
export class World {
  readonly budgets: readonly [Budget, Budget, Budget];
  readonly agreements: readonly AgreementStream[] = ['iop', 'avtal'].map(
    (id) => new Stream(`agreement-${id}`, agreementDecider),
  );
  readonly index: IndexStream = new Stream(`index-${indexId}`, indexDecider);
  readonly parties: readonly PartyStream[] = recipients.map((id) => new Stream(`party-${id}`, partyDecider));

  constructor([first, second]: [Rules, Rules]) {
    // What is carried forward is of one currency.
    const next = { ...second, currency: first.currency, unit: first.unit, approval: first.approval };
    this.budgets = [new Budget('hsn', 2019, first), new Budget('rs', 2020, second), new Budget('hsn', 2020, next)];
  }

  get streams() {
    return [...this.budgets.map(({ stream }) => stream), ...this.agreements, ...this.parties, this.index];
  }

  /** The command that the intent comes to, to be sent once or again. */
  act(intent: Intent): { type: string; send: () => Sent } {
    const { act } = intent;
    if (act.endsWith('party')) return sending(at(this.parties, intent.on), this.#onParty(intent));
    if (act.endsWith('agreement') || act === 'record terms')
      return sending(at(this.agreements, intent.on), this.#onAgreement(intent));
    // Mostly there is news when somebody adjusts to it.
    if (act === 'publish index' || (act === 'adjust to index' && intent.odd % 3 === 0))
      return sending(this.index, publishing(intent, this.index.state));
    const [first, other, next] = this.budgets;
    const agreements = this.agreements.map(({ state }) => state);
    const ending = endingOf(intent, first, next);
    if (ending) return sending(ending.on.stream, ending.command);
    const transferring = transferringOf(intent, this.budgets);
    if (transferring) return sending(transferring.on.stream, transferring.command);
    // Once the year is ending, what is done is mostly done to the next.
    const isEnding = first.stream.state.phase !== 'open' && intent.odd % 11 !== 0 && !first.waiting;
    const usual = intent.on % 4 === 0 ? other : isEnding || intent.on % 6 === 1 ? next : first;
    const follows = act === 'adjust to index' ? this.budgets.find((one) => one.followsIndex) : undefined;
    const budget = follows ?? usual;
    return sending(
      budget.stream,
      budget.command(act.includes('transfer') ? { ...intent, act: 'allocate' } : intent, agreements, this.index.state),
    );
  }

  #onParty({ act, on, pick, day, odd }: Intent): PartyCommand {
    const { state } = at(this.parties, on);
    const partyId = at(recipients, on);
    if (act === 'register party' || (state === null && odd % 5 !== 0))
      return {
        type: 'RegisterParty',
        partyId,
        ...(odd % 3 === 0 ? aPerson : { name: partyId, kind: 'association' as const }),
      };
    const isPerson = state?.kind === 'person';
    if (act === 'rename party')
      return {
        type: 'RenameParty',
        partyId,
        effectiveFrom: at(days, pick),
        ...(isPerson && odd % 5 !== 0 ? { sealed: { name: `1.name-${pick}` } } : { name: `${partyId} ${pick}` }),
      };
    if (act === 'erase party') return { type: 'EraseParty', partyId, reason: 'Begäran' };
    if (act === 'own party')
      return {
        type: 'RecordOwnership',
        partyId,
        owners: [{ ownerId: `owner-${pick % 5}`, share: null }],
        effectiveFrom: null,
      };
    if (act === 'endorse party')
      return { type: 'EndorseRename', partyId, name: `Name ${pick}`, decision: { bodyId: 'hsn', decidedOn: null } };
    if (act === 'merge party') return this.#merger(partyId, at(recipients, pick), at(days, day));
    const id = odd % 6 === 0 ? '121212-1212' : `registry-${pick % 20}`;
    if (!isPerson) return { type: 'IdentifyParty', partyId, scheme: 'SE-ON', id };
    return {
      type: 'IdentifyParty',
      partyId,
      scheme: 'SE-ON',
      sealed: { id: `1.id-${day}`, mark: `mark-${pick % 20}` },
    };
  }

  #merger(partyId: string, into: (typeof recipients)[number], effectiveFrom: string): PartyCommand {
    const command = { type: 'MergeParty' as const, partyId, into, effectiveFrom, reason: 'Gick samman' };
    const survivor = this.parties[recipients.indexOf(into)]!.state;
    if (!survivor) return { ...command, unknown: { code: 'unknown-party', partyId: into, pointer: '/into' } };
    if (!survivor.merger) return command;
    const merged = { partyId: into, survivorId: survivor.merger.into, effectiveFrom: survivor.merger.effectiveFrom };
    return { ...command, merged };
  }

  #onAgreement(intent: Intent): AgreementCommand {
    const { act, on, pick, size, day, odd } = intent;
    const { state } = at(this.agreements, on);
    const agreementId = at(['iop', 'avtal'], on);
    if (act === 'register agreement' || (state === null && odd % 5 !== 0)) {
      const terms = [{ from: '2018' }, { from: '2019-06', to: '2020-06' }, { from: '2019' }, {}];
      const term = at(
        [...terms, { from: '2019-03-15', to: '2020-06-30' }, { from: '2018-01-01', to: '2019-10' }],
        pick,
      );
      return {
        type: 'RegisterAgreement',
        agreementId,
        name: agreementId,
        kind: 'partnership',
        bodyId: 'hsn',
        parties: [at(recipients, pick)],
        term,
      };
    }
    if (act === 'act on agreement' && state) return actOn(state, { act: day, pick, size });
    const { currency, unit } = at(this.budgets, pick).rules;
    const lastYear = odd % 4 === 0 ? 2018 + (size % 3) : undefined;
    const amount = odd % 6 === 0 ? null : formatMinor(unit * BigInt(1 + (size % 20)), currency);
    const terms = { recipientId: at(recipients, pick), amount, currency, firstYear: 2019 };
    const proration = at([undefined, 'month', 'day', 'month', 'day', 'none'] as const, day);
    return {
      type: 'RecordFundingTerms',
      agreementId,
      ...terms,
      ...(lastYear && { lastYear }),
      ...(proration && { proration }),
      ...indexNamed(intent),
      isIndexKnown: this.index.state !== null,
    };
  }
}

export type Sent = { refused: string } | { booked: { type: string; data: unknown; revision: number }[] };

const sending = <S, C extends { type: string }, E extends { type: string; data: unknown }>(
  stream: Stream<S, C, E>,
  command: C,
) => ({
  type: command.type,
  send: (): Sent => stream.send(command),
});
