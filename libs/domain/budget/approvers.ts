import { parseAmount } from '@anslag/money/amount';
import type { Commanded } from '../decision';
import { never } from '../days';
import { unknownParty } from '../party/decide';
import { against, booked, invalid, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import type { AppointApprover, AppointSubstitute, ApproverCommand, RevokeApprover } from './approver-commands';
import type { BudgetEvent } from './events';
import { overlaps, type Mandate } from './mandates';
import type { BudgetState, OpenBudget } from './state';

/** Who may approve what waits in a budget year. Nobody gives, changes or ends a right of their own. */
export function decideApprover(
  command: ApproverCommand & Commanded,
  { mandates }: BudgetState,
  budget: OpenBudget,
): Decided<BudgetEvent> {
  switch (command.type) {
    case 'AppointApprover':
      return appoint(command, mandates, budget);
    case 'RevokeApprover':
      return revoke(command, mandates);
    case 'AppointSubstitute':
      return substitute(command, mandates);
  }
}

function appoint(
  command: AppointApprover & Commanded,
  mandates: readonly Mandate[],
  { currency }: OpenBudget,
): Decided<BudgetEvent> {
  const { subject, validFrom, validTo = never, unknown } = command;
  const stated = command.limit === undefined ? null : statedAmount(parseAmount, command.limit, currency, '/limit');
  if (stated && 'refused' in stated) return stated;
  if (validTo < validFrom) return endsBeforeStart;
  if (command.actor === subject) return themselves('/subject');
  if (mandates.some((one) => isOwnOf(subject, one) && overlaps(one, { first: validFrom, last: validTo })))
    return against(
      'already-exists',
      'The subject is, or was, an approver on some of these days already; name others, or revoke what still holds first.',
      '/subject',
    );
  if (unknown) return unknownParty(unknown);
  const limit = stated ? { limit: stated.text } : {};
  const data = { subject, ...limit, currency, validFrom, ...said(command, 'validTo', 'decision', 'note') };
  return booked({ type: 'ApproverAppointed', data });
}

function revoke(command: RevokeApprover & Commanded, mandates: readonly Mandate[]): Decided<BudgetEvent> {
  const { subject, reason, effectiveOn = command.today } = command;
  const given = mandates.filter((one) => one.subject === subject);
  if (given.length === 0) return notFound;
  if (command.actor === subject) return themselves();
  if (!given.some((one) => overlaps(one, { first: effectiveOn, last: never })))
    return against('approver-not-valid', `No appointment of the subject holds on ${effectiveOn} or later.`);
  return booked({ type: 'ApproverRevoked', data: { subject, effectiveOn, reason } });
}

function substitute(command: AppointSubstitute & Commanded, mandates: readonly Mandate[]): Decided<BudgetEvent> {
  const { subject, validFrom, validTo, actor } = command;
  const period = { first: validFrom, last: validTo };
  const own = mandates.filter((one) => isOwnOf(subject, one));
  if (own.length === 0) return notFound;
  if (validTo < validFrom) return endsBeforeStart;
  if (command.substitute === subject) return against('same-person', 'Nobody stands in for themselves.', '/substitute');
  if (actor === command.substitute) return themselves('/substitute');
  if (actor === subject) return themselves();
  const isSame = (one: Mandate) => one.subject === command.substitute && one.inPlaceOf === subject;
  if (mandates.some((one) => isSame(one) && overlaps(one, period)))
    return against('already-exists', 'That one stands in on some of these days already.', '/substitute');
  if (!own.some((one) => overlaps(one, period)))
    return against('approver-not-valid', 'The approver is none on any of these days.', '/validFrom');
  return booked({
    type: 'SubstituteAppointed',
    data: { subject, substitute: command.substitute, validFrom, validTo, ...said(command, 'reason') },
  });
}

const isOwnOf = (subject: string, { subject: whose, inPlaceOf }: Mandate): boolean =>
  whose === subject && inPlaceOf === null;

const endsBeforeStart = invalid('ends-before-start', 'The last day is before the first.', '/validTo');

const notFound = missing('approver-not-found', 'No such approver was appointed in this budget year.');

const themselves = (pointer?: string): Refusal =>
  against('same-person', 'Nobody gives or ends a right to approve of their own; another controller does.', pointer);
