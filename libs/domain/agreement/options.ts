import { anyDay, daysOf, happenedBy, type Days } from '../days';
import { unknownParty } from '../party/decide';
import { against, invalid, isRefusal, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import type { DeclineOption, ExerciseOption, LapseOption, RecordOption, ReopenOption } from './commands';
import type { AgreementEvent, OptionTerms } from './events';
import type { Agreement, Option } from './state';
import { extend, terminate } from './term';

/** The days on which it can be exercised first, and last; any where nothing is stated. */
export const opensOn = (option: OptionTerms): Days =>
  daysOf(option.exercisableFrom, option.exercisableFromCertainty, anyDay);
export const closesOn = (option: OptionTerms): Days =>
  daysOf(option.exercisableUntil, option.exercisableUntilCertainty, anyDay);

export function recordOption(command: RecordOption, { options }: Agreement): Decided<AgreementEvent> {
  const { agreementId, optionId, unknown } = command;
  if (options.some((one) => one.optionId === optionId))
    return against('already-exists', `${agreementId} has an option ${optionId} already.`, '/optionId');
  if (unknown) return unknownParty(unknown);
  const window = said(
    command,
    ...(['exercisableFrom', 'exercisableFromCertainty', 'exercisableUntil', 'exercisableUntilCertainty'] as const),
    ...(['holderId', 'noticeMonths', 'extendsTo', 'extendsToCertainty'] as const),
  );
  const data = { ...said(command, 'agreementId', 'optionId', 'kind', 'decision', 'note'), ...window };
  return one({ type: 'OptionRecorded', data });
}

export function closesBeforeItOpens(option: OptionTerms): Refusal | null {
  return closesOn(option).last < opensOn(option).first
    ? invalid('ends-before-start', 'It could be exercised last before it could be first.', '/exercisableUntil')
    : null;
}

/** Books that it was used, and what that does to the agreement: it ends earlier, or holds longer. */
export function exercise(command: ExerciseOption, agreement: Agreement): Decided<AgreementEvent> {
  const { exercisedOn, exercisedOnCertainty, unknown } = command;
  const option = openOption(command, agreement);
  if (isRefusal(option)) return option;
  const on = daysOf(exercisedOn, exercisedOnCertainty, anyDay);
  if (on.last < opensOn(option).first)
    return against('not-yet-exercisable', `${option.optionId} can only be exercised later.`, '/exercisedOn');
  if (on.first > closesOn(option).last)
    return against('deadline-passed', `${option.optionId} could be exercised earlier only.`, '/exercisedOn');
  if (unknown) return unknownParty(unknown);
  const then = consequence(command, option, agreement);
  if (isRefusal(then)) return { ...then, ...(then.pointer !== undefined && { pointer: '/endsOn' }) };
  const ending = said(command, 'exercisedOn', 'exercisedOnCertainty', 'endsOn', 'endsOnCertainty');
  const data = { ...said(command, 'agreementId', 'optionId', 'decision', 'note'), ...ending };
  return { events: [{ type: 'OptionExercised', data }, ...then.events], warnings: then.warnings };
}

function consequence(command: ExerciseOption, option: Option, agreement: Agreement): Decided<AgreementEvent> {
  const { agreementId, exercisedOn, exercisedOnCertainty, endsOn = null, endsOnCertainty } = command;
  const by = { agreementId, ...(command.decision && { decision: command.decision }) };
  switch (option.kind) {
    case 'early-termination': {
      const notice = said({
        noticeOn: exercisedOn,
        noticeOnCertainty: exercisedOnCertainty,
        noticeBy: option.holderId,
      });
      return terminate({ type: 'TerminateAgreement', ...by, endsOn, endsOnCertainty, ...notice }, agreement);
    }
    case 'extension': {
      const end = command.endsOn === undefined ? said(option, 'extendsTo', 'extendsToCertainty') : null;
      const to = end ? (end.extendsTo ?? null) : endsOn;
      const toCertainty = end ? end.extendsToCertainty : endsOnCertainty;
      return extend({ type: 'ExtendAgreement', ...by, to, toCertainty }, agreement);
    }
    case 'other':
      return { events: [], warnings: [] };
  }
}

export function decline(command: DeclineOption, agreement: Agreement): Decided<AgreementEvent> {
  const option = openOption(command, agreement);
  if (isRefusal(option)) return option;
  if (command.unknown) return unknownParty(command.unknown);
  const on = said(command, 'declinedOn', 'declinedOnCertainty');
  const data = { ...said(command, 'agreementId', 'optionId', 'reason', 'decision', 'note'), ...on };
  return one({ type: 'OptionDeclined', data });
}

export function lapse(command: LapseOption, agreement: Agreement): Decided<AgreementEvent> {
  const option = openOption(command, agreement);
  if (isRefusal(option)) return option;
  if (closesOn(option).last >= command.today)
    return against('not-lapsed', `${option.optionId} can still be exercised, as far as is known.`);
  if (command.unknown) return unknownParty(command.unknown);
  const data = said(command, 'agreementId', 'optionId', 'reason', 'decision', 'note');
  return one({ type: 'OptionLapsed', data });
}

/**
 * Takes back what was recorded of its use. The notice or the extension that came of it stands until it is taken back by itself:
 * others may have acted on it.
 */
export function reopen(command: ReopenOption, { options }: Agreement): Decided<AgreementEvent> {
  const { agreementId, optionId } = command;
  const option = options.find((known) => known.optionId === optionId);
  if (!option) return notFound(agreementId, optionId);
  if (!option.settled)
    return against('option-not-settled', `${optionId} has been neither exercised, declined nor lapsed.`);
  if (command.unknown) return unknownParty(command.unknown);
  return one({ type: 'OptionReopened', data: said(command, 'agreementId', 'optionId', 'reason', 'decision', 'note') });
}

const notFound = (agreementId: string, optionId: string) =>
  missing('option-not-found', `${agreementId} has no option ${optionId}.`);

function openOption({ agreementId, optionId }: { agreementId: string; optionId: string }, { options }: Agreement) {
  const option = options.find((known) => known.optionId === optionId);
  if (!option) return notFound(agreementId, optionId);
  if (option.settled) return against('option-settled', `${optionId} was ${option.settled.how} already.`);
  return option;
}

/** What became of an option by the end of a day. What has no date counts from ever: nobody can say that it came later. */
export function statusOn({ settled }: Option, day: string): 'open' | 'exercised' | 'declined' | 'lapsed' {
  if (!settled) return 'open';
  return happenedBy(daysOf(settled.on, settled.onCertainty, anyDay), day) === 'no' ? 'open' : settled.how;
}

const one = (event: AgreementEvent): Decided<AgreementEvent> => ({ events: [event], warnings: [] });
