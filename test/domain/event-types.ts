import type { BudgetEvent } from '@anslag/domain/budget/events';
import type { IndexEvent } from '@anslag/domain/index-series/events';
import type { PartyEvent } from '@anslag/domain/party/events';

// Written out as records, so that a new type of event does not compile before the specs that run over all of them know it.

const ofBudgets: Record<BudgetEvent['type'], true> = {
  BudgetOpened: true,
  AppropriationProposed: true,
  AppropriationRecommended: true,
  AppropriationAdopted: true,
  AppropriationRejected: true,
  AppropriationReversed: true,
  AllocationProposed: true,
  AllocationDecided: true,
  AllocationApproved: true,
  AllocationRejected: true,
  AllocationAdjustmentProposed: true,
  AllocationAdjusted: true,
  AllocationAdjustmentApproved: true,
  AllocationAdjustmentRejected: true,
  AllocationAdjustmentWithdrawn: true,
  DisbursementRecorded: true,
  ReturnRecorded: true,
  AllocationReleased: true,
  AllocationReversed: true,
  EntryReversed: true,
  AllocationAnnotated: true,
  ClawbackDemanded: true,
  ClawbackWithdrawn: true,
  DisbursementPlanSet: true,
  ReportingDutySet: true,
  ReportReceived: true,
  ReportingDutyExtended: true,
  ReportingDutyWaived: true,
  ReportingDutyReopened: true,
  ApproverAppointed: true,
  ApproverRevoked: true,
  SubstituteAppointed: true,
  ProgrammeOpened: true,
  ProgrammeTransferred: true,
  ProgrammeTransferReversed: true,
  DimensionOpened: true,
  CodesOpened: true,
  CodesClosed: true,
  BudgetLocked: true,
  BudgetUnlocked: true,
  CarryForwardBegun: true,
  CarriedForward: true,
  BroughtForward: true,
  AvailableLapsed: true,
  CarryForwardCompleted: true,
  BudgetClosed: true,
  LateCorrectionRecorded: true,
  TransferSent: true,
  TransferReceived: true,
  TransferDeclined: true,
  TransferCompleted: true,
  TransferReturned: true,
};

const ofParties: Record<PartyEvent['type'], true> = {
  PartyRegistered: true,
  PartyRenamed: true,
  PartyIdentified: true,
  OwnershipRecorded: true,
  PartyRenameEndorsed: true,
  PartyMerged: true,
  ErasureRecorded: true,
};

const ofIndexSeries: Record<IndexEvent['type'], true> = {
  IndexSeriesRegistered: true,
  IndexPublished: true,
};

export const budgetEventTypes = Object.keys(ofBudgets).sort();
export { agreementEventTypes } from '@anslag/domain/agreement/events';
export const partyEventTypes = Object.keys(ofParties).sort();
export const indexEventTypes = Object.keys(ofIndexSeries).sort();
