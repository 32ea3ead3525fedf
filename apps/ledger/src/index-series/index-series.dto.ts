import { indexMeasures, indexStatuses, type IndexMeasure, type IndexStatus } from '@anslag/domain/index-series/events';
import { NestedList, Optional } from '../http/validation/field';
import { Day, FreeText, Id, Line, Matching, OneOf, Sha256, WebAddress, Year } from '../http/validation/fields';

export class IndexPath {
  @Id() indexId: string;
}

export class RegisterIndexSeriesDto {
  @Id() indexId: string;

  /** As its publisher calls it, with its base: values of one series can be compared, another base is another series. */
  @Line(500) name: string;

  /** `level`: index numbers of one base. `yearly-change`: each year's change on the year before, in per cent. */
  @OneOf(indexMeasures) measure: IndexMeasure;

  @Optional() @Line(500) publisher?: string;

  @Optional() @WebAddress() url?: string;

  @Optional() @FreeText() note?: string;
}

export class IndexValueDto {
  @Year() year: number;

  /** As it is published; of a level above zero, of a change above -100. */
  @Matching(
    'not-an-index-value',
    'A value is a JSON string of digits with an optional minus and decimal point, such as "112.4" or "-0.3".',
    /^-?(0|[1-9]\d{0,11})(\.\d{1,9})?$/,
    { example: '112.4' },
  )
  value: string;

  /** Whether the publisher may still change it. */
  @OneOf(indexStatuses) status: IndexStatus;
}

export class PublishIndexDto {
  /** What the publication is called; once in the series. */
  @Line(200) version: string;

  /** What it says anew; years that it leaves out stay as they were. */
  @NestedList(() => IndexValueDto, 500, 1) values: IndexValueDto[];

  @Optional() @Day() publishedOn?: string;

  @Optional() @WebAddress() url?: string;

  @Optional() @Sha256() documentSha256?: string;

  @Optional() @FreeText() note?: string;
}
