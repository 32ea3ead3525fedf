import { ApiProperty } from '@nestjs/swagger';
import { BasisDto } from '../reports/basis.dto';

const codeStatuses = ['open', 'closed'] as const;

export class DimensionRowDto {
  dimensionId: string;
  name: string;
  /** Whether everything that is decided must name a code of it. */
  required: boolean;
  /** What a board decided, as it was recorded. */
  decision: unknown;
  /** How many of its codes are open. */
  open: number;
  closed: number;
}

export class DimensionsAnswer {
  basis: BasisDto;
  bodyId: string;
  year: number;
  /** By dimensionId. */
  rows: DimensionRowDto[];
}

export class CodeRowDto {
  code: string;
  /** Of a closed code what it was last called. */
  name: string;
  @ApiProperty({ enum: codeStatuses }) status: 'open' | 'closed';
}

export class CodesAnswer {
  basis: BasisDto;
  bodyId: string;
  year: number;
  dimensionId: string;
  /** Of the dimension. */
  name: string;
  /** By code. */
  rows: CodeRowDto[];
}

/** As in a balance row, reversals netted. A payment counts on its own code, and what it is paid from on its allocation's. */
export class DimensionFiguresDto {
  allocated: string;
  reserved: string;
  disbursed: string;
  returned: string;
  released: string;
  carriedIn: string;
  carriedOut: string;
  priorYear: string;
  /** What is committed on the code, less what was paid of it on whatever code. */
  remaining: string;
}

export class CodeBalanceRowDto extends DimensionFiguresDto {
  /** null: what is coded with no code of the dimension. */
  code: string | null;
  /** null also where only the chart of an earlier year has the code. */
  name: string | null;
  @ApiProperty({ enum: codeStatuses, nullable: true }) status: 'open' | 'closed' | null;
}

export class DimensionBalancesAnswer {
  basis: BasisDto;
  bodyId: string;
  year: number;
  dimensionId: string;
  /** Of the dimension. */
  name: string;
  currency: string;
  /** By code, what has none last; of every code that the budget has an entry on. Each figure of all rows adds up to the budget's. */
  rows: CodeBalanceRowDto[];
  totals: DimensionFiguresDto;
}
