import { against, type Refusal } from '../refusal';
import type { Allocation } from './state';

/** Why nothing can be done to the allocation that takes effect on that day, if so; without one, on any day. */
export function notOpen(allocation: Allocation, effectiveOn?: string): Refusal | null {
  switch (allocation.status) {
    case 'waiting':
      return waiting;
    case 'rejected':
      return against('already-rejected', 'The allocation was rejected.');
    case 'reversed':
      return against('already-reversed', 'The allocation has been reversed.');
    case 'decided':
      if (effectiveOn === undefined || effectiveOn >= allocation.effectiveOn) return null;
      return against(
        'before-decision',
        `The allocation takes effect on ${allocation.effectiveOn}; nothing on it can be dated ${effectiveOn}.`,
        '/effectiveOn',
      );
  }
}

/** Approval binds the proposal's content, so what it was made on may not change while it waits. */
export function unchangeable(allocation: Allocation): Refusal | null {
  return allocation.proposal ? waiting : null;
}

const waiting = against(
  'waiting',
  'A change of this allocation waits for approval; approve, reject or withdraw that first.',
);
