import { indexMeasures, indexStatuses, type IndexMeasure, type IndexStatus } from '@anslag/domain/index-series/events';
import { ApiProperty } from '@nestjs/swagger';
import { BasisDto, PageQueryDto } from '../reports/basis.dto';

export class IndexSeriesQueryDto extends PageQueryDto {}

export class PublishedValueDto {
  year: number;
  value: string;
  @ApiProperty({ enum: indexStatuses }) status: IndexStatus;
  /** The publication that it stands in. */
  version: string;
}

export class PublicationDto {
  version: string;
  publishedOn: string | null;
  url: string | null;
  documentSha256: string | null;
  note: string | null;
  /** What it said, whatever has been said since. */
  values: PublishedValueDto[];
}

export class IndexSeriesDto {
  indexId: string;
  name: string;
  @ApiProperty({ enum: indexMeasures }) measure: IndexMeasure;
  publisher: string | null;
  url: string | null;
  note: string | null;
  /** The latest published of each year, by year. */
  values: PublishedValueDto[];
}

export class IndexSeriesListAnswer {
  basis: BasisDto;
  series: IndexSeriesDto[];
  next: string | null;
}

export class IndexSeriesAnswer extends IndexSeriesDto {
  basis: BasisDto;
  /** In the order in which they were recorded. */
  publications: PublicationDto[];
}
