import * as fc from 'fast-check';
import type { Approval, Control } from '@anslag/domain/budget/events';
import { formatMinor } from '@anslag/money/amount';

/** What somebody is about to do; which command that is depends on what the streams hold by then. */
export interface Intent {
  act: Act;
  /** Which budget, agreement or party. */
  on: number;
  /** Which of the allocations, appropriations or entries that it can be done to. */
  pick: number;
  size: number;
  day: number;
  actor: number;
  /** Now and then something is odd: zero and its kin make a command that will probably be refused. */
  odd: number;
}

const weights = {
  'propose appropriation': 5,
  'recommend appropriation': 2,
  'adopt appropriation': 6,
  'reject appropriation': 2,
  'reverse appropriation': 2,
  allocate: 16,
  'fund year': 15,
  approve: 9,
  reject: 8,
  withdraw: 4,
  adjust: 11,
  disburse: 12,
  'take return': 6,
  release: 5,
  'reverse allocation': 5,
  'reverse entry': 7,
  replace: 4,
  annotate: 2,
  'plan payments': 6,
  'pay instalment': 6,
  'demand back': 8,
  'withdraw claim': 6,
  'ask for report': 4,
  'receive report': 5,
  'put report off': 4,
  'waive report': 3,
  'reopen report': 3,
  'appoint approver': 3,
  'revoke approver': 1,
  'appoint substitute': 2,
  'keep chart': 8,
  'adjust to index': 10,
  'open programme': 2,
  'move between': 8,
  'move back': 5,
  lock: 5,
  unlock: 1,
  'carry forward': 7,
  'take over': 5,
  close: 5,
  'correct late': 7,
  'send transfer': 5,
  'receive transfer': 5,
  'settle transfer': 6,
  'give transfer back': 2,
  'register party': 2,
  'rename party': 2,
  'identify party': 2,
  'own party': 1,
  'endorse party': 1,
  'merge party': 2,
  'erase party': 2,
  'register agreement': 2,
  'record terms': 3,
  'publish index': 10,
  'act on agreement': 26,
};

export type Act = keyof typeof weights;

/** How a budget is opened once somebody does so, and how large its amounts are. */
export interface Rules {
  control: Control;
  approval: Approval;
  reuse: boolean;
  currency: string;
  /** Minor units that an ordinary amount has; the largest make sums that pass 64 bits. */
  unit: bigint;
}

const act = fc.oneof(
  ...Object.entries(weights).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Act) })),
);

/** Any of so many, without fast-check's liking for the first: small numbers are what makes a command odd. */
const oneOf = (many: number) => fc.noBias(fc.nat(many - 1));

const intent: fc.Arbitrary<Intent> = fc.record({
  act: fc.noBias(act),
  on: oneOf(12),
  pick: oneOf(1000),
  size: oneOf(1000),
  day: oneOf(1000),
  actor: oneOf(3),
  odd: oneOf(1000),
});

const rules: fc.Arbitrary<Rules> = fc
  .record({
    control: fc.constantFrom<Control>('none', 'warn', 'stop'),
    policy: fc.constantFrom('none', 'above', 'above', 'always'),
    reuse: fc.boolean(),
    currency: fc.constantFrom('SEK', 'SEK', 'JPY', 'KWD'),
    unit: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(1n, 100n, 1_000_000n) },
      { weight: 1, arbitrary: fc.constant(2n ** 56n) },
    ),
  })
  .map(({ policy, ...others }) => ({
    ...others,
    approval: approvalOf(policy, formatMinor(others.unit * 10n, others.currency)),
  }));

const approvalOf = (policy: string, above: string): Approval =>
  policy === 'above' ? { policy, above } : policy === 'always' ? { policy } : { policy: 'none' };

/** A run of 10 to `maxLength` intents on two budgets, and some cuts (in thousandths of the history) to look at. */
export const historiesOf = (maxLength: number) =>
  fc.record({
    rules: fc.tuple(rules, rules),
    intents: fc.array(intent, { minLength: 10, maxLength, size: 'max' }),
    cuts: fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 8, maxLength: 8 }),
  });
