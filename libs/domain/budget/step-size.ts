/** About how many characters of events one step holds: an append takes 512 KiB, and a character three bytes at most. */
const most = 100_000;

/** What an event takes beside its data: its metadata, mostly. */
const overhead = 700;

/** About how much of a step some events take, or what they will hold. */
export const sizeOf = (...events: readonly object[]): number =>
  events.reduce((sum, event) => sum + JSON.stringify(event).length + overhead, 0);

export const isMoreThanAStep = (size: number): boolean => size > most;
