/** What a series' values are: index numbers of one base, or each year's change on the year before, in per cent. */
export const indexMeasures = ['level', 'yearly-change'] as const;

export type IndexMeasure = (typeof indexMeasures)[number];

/** Whether its publisher may still change a value. */
export const indexStatuses = ['preliminary', 'final'] as const;

export type IndexStatus = (typeof indexStatuses)[number];

/** A year's value, as its publisher writes it: `112.4`, or of a change `-0.3`. */
export interface IndexValue {
  year: number;
  value: string;
  status: IndexStatus;
}

/** A value and the publication that it stands in. */
export interface PublishedValue extends IndexValue {
  version: string;
}

/** What stands in an `index-{indexId}` stream. Type names and shapes are storage format. */
export type IndexEvent =
  | {
      type: 'IndexSeriesRegistered';
      data: { indexId: string; name: string; measure: IndexMeasure; publisher?: string; url?: string; note?: string };
    }
  | {
      type: 'IndexPublished';
      data: {
        indexId: string;
        /** What the publication is called; once in a series. */
        version: string;
        values: IndexValue[];
        publishedOn?: string;
        url?: string;
        documentSha256?: string;
        note?: string;
      };
    };
