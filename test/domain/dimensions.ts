import type { BudgetEvent } from '@anslag/domain/budget/events';
import { command, type Body } from './hsn';

// The health board's chart for 2019: accounts and cost centres, and whatever else a spec opens.

export const dimensionOpened = (dimensionId = 'konto', required = false): BudgetEvent => ({
  type: 'DimensionOpened',
  data: { dimensionId, name: dimensionId, required },
});

const named = (codes: string[]) => codes.map((code) => ({ code, name: `${code} i klartext` }));

export const codesOpened = (dimensionId: string, ...codes: string[]): BudgetEvent => ({
  type: 'CodesOpened',
  data: { dimensionId, codes: named(codes) },
});

export const codesClosed = (...codes: string[]): BudgetEvent => ({
  type: 'CodesClosed',
  data: { dimensionId: 'konto', codes, reason: 'Ersatt' },
});

/** Two accounts and two cost centres. */
export const chart: BudgetEvent[] = [
  dimensionOpened('konto'),
  codesOpened('konto', '4510', '4520'),
  dimensionOpened('ansvar'),
  codesOpened('ansvar', '1210', '1220'),
];

/** The event as it is on what is coded. */
export const coded = (event: BudgetEvent, coding: Record<string, string>): BudgetEvent =>
  ({ ...event, data: { ...event.data, coding } }) as BudgetEvent;

/** A payment that is coded otherwise than its allocation. */
export const codedOtherwise = (event: BudgetEvent, ownCoding: Record<string, string>): BudgetEvent =>
  ({ ...event, data: { ...event.data, ownCoding } }) as BudgetEvent;

export const openDimension = (more: Partial<Body<'OpenDimension'>> = {}) =>
  command('OpenDimension', { dimensionId: 'konto', name: 'Konto', ...more });

export const openCodes = (...codes: string[]) => command('OpenCodes', { dimensionId: 'konto', codes: named(codes) });

export const closeCodes = (...codes: string[]) =>
  command('CloseCodes', { dimensionId: 'konto', codes, reason: 'Ersatt' });
