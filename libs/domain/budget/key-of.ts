import type { AllocationKey } from '../accounts/account';

/** What an event says of the allocation that it is about. */
export const keyOf = ({ allocationId, recipientId, kind, originYear }: AllocationKey): AllocationKey => ({
  allocationId,
  recipientId,
  kind,
  originYear,
});
