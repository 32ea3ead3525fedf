import { agreementDecider } from '@anslag/domain/agreement/decide';
import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import type { AgreementEvent, AgreementEventData, AgreementEventType } from '@anslag/domain/agreement/events';
import { given } from './given';

/** An agreement between a region and an association, as specs of what happens to it begin. */
export const registered = (more: Partial<AgreementEventData['AgreementRegistered']> = {}): AgreementEvent => ({
  type: 'AgreementRegistered',
  data: { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['hsn', 'novahuset'], ...more },
});

/** An event on it. */
export const happened = <T extends AgreementEventType>(
  type: T,
  data: Omit<AgreementEventData[T], 'agreementId'>,
): AgreementEvent => ({ type, data: { agreementId: 'iop', ...data } }) as unknown as AgreementEvent;

type Body<C extends AgreementCommand['type']> = Omit<
  Extract<AgreementCommand, { type: C }>,
  'type' | 'agreementId' | 'isKnown' | 'today'
>;

/** A command on it. */
export const commanded = <C extends AgreementCommand['type']>(type: C, body: Body<C>): AgreementCommand =>
  ({ type, agreementId: 'iop', ...body }) as unknown as AgreementCommand;

/** The agreement, registered and with what else happened to it. */
export const agreement = (...past: AgreementEvent[]) => given(agreementDecider, registered(), ...past);

/** The same, of another term. */
export const withTerm = (term: AgreementEventData['AgreementRegistered']['term'] & object, ...past: AgreementEvent[]) =>
  given(agreementDecider, registered({ term }), ...past);
