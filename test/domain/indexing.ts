import type { IndexCommand } from '@anslag/domain/index-series/decide';
import type { IndexEvent, IndexMeasure, IndexValue } from '@anslag/domain/index-series/events';
import { evolve, type IndexState } from '@anslag/domain/index-series/state';
import type { FundingTerms } from '@anslag/domain/agreement/events';
import { standingOf } from '@anslag/domain/agreement/standing';
import { command, type Body } from './hsn';

// A made-up price index, and an agreement whose yearly amount is stated in 2017's prices.

export const registeredSeries = (measure: IndexMeasure = 'level'): IndexEvent => ({
  type: 'IndexSeriesRegistered',
  data: { indexId: 'kpi', name: 'Påhittat prisindex', measure },
});

export const published = (version: string, ...values: IndexValue[]): IndexEvent => ({
  type: 'IndexPublished',
  data: { indexId: 'kpi', version, values },
});

export const publish = (version: string, ...values: IndexValue[]): IndexCommand => ({
  type: 'PublishIndex',
  indexId: 'kpi',
  version,
  values,
});

export const final = (year: number, value: string): IndexValue => ({ year, value, status: 'final' });
export const preliminary = (year: number, value: string): IndexValue => ({ year, value, status: 'preliminary' });

/** The series after some events. */
export const seriesAfter = (...events: IndexEvent[]): IndexState =>
  events.reduce<IndexState>((state, event) => evolve(state, event), null);

export const indexedTerms: FundingTerms = {
  recipientId: 'novahuset',
  amount: '700000.00',
  currency: 'SEK',
  firstYear: 2018,
  indexation: { indexId: 'kpi', baseYear: 2017 },
};

/** The funding of 2019 by those terms. */
export const fundIndexed = (more: Partial<Body<'FundYear'>> = {}) =>
  command('FundYear', {
    agreementId: 'iop',
    borne: 'all',
    standing: standingOf({ term: { from: '2018-01-01' } }),
    terms: indexedTerms,
    ...more,
  });

/** The adjustment of what was funded so. */
export const adjustToIndex = (series: IndexState, more: Partial<Body<'AdjustToIndex'>> = {}) =>
  command('AdjustToIndex', { allocationId: 'iop', series, ...more });
