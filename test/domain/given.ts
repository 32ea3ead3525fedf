import type { Decider } from '@anslag/event-store/decider';
import type { Refusal, RefusalCode, Warning } from '@anslag/domain/refusal';

/** What a stream holds, and who recorded it where that matters. */
export type Past<E> = E | { by: string; event: E };

/** Who recorded what a spec says nothing about. */
export const anna = 'anna';

/** `given(decider, …events).when(command)` is what the decider answers on a stream that holds those events. */
export function given<S, C, E extends { type: string; data: unknown }>(decider: Decider<S, C, E>, ...past: Past<E>[]) {
  const state = fold(decider, past);
  return { state, when: (command: C) => decider.decide(command, state) };
}

/** The state after some events, recorded at revisions 0, 1, … */
export function fold<S, C, E extends { type: string; data: unknown }>(decider: Decider<S, C, E>, past: Past<E>[]): S {
  return past.reduce((state: S, one, revision) => {
    const { by, event } = 'by' in one ? one : { by: anna, event: one };
    return decider.evolve(state, { ...event, revision, actor: by });
  }, decider.initial);
}

/** The answer that books exactly these events, without a warning. */
export const booked = <E>(...events: E[]) => ({ events, warnings: [] as Warning[] });

/** The answer that books these events and warns. */
export const warned = <E>(code: Warning['code'], ...events: E[]) => ({
  events,
  warnings: [{ code, detail: anyText() }],
});

/** The answer of a rule that turns the command down. */
export const refused = (code: RefusalCode, pointer?: string) => refusal('rule', code, pointer);

/** The answer to input that is wrong in itself. */
export const invalid = (code: RefusalCode, pointer: string) => refusal('invalid', code, pointer);

/** The answer where the thing named in the path is not there. */
export const missing = (code: RefusalCode) => refusal('missing', code);

function refusal(because: Refusal['because'], code: RefusalCode, pointer?: string) {
  return { refused: code, because, detail: anyText(), ...(pointer !== undefined && { pointer }) };
}

const anyText = (): string => expect.stringMatching(/^.+$/) as unknown as string;
