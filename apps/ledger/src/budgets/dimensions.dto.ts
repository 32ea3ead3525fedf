import { DecisionDto } from '../http/decision.dto';
import { Nested, NestedList, Optional } from '../http/validation/field';
import { Flag, FreeText, Line, Matching, TextList } from '../http/validation/fields';
import { line } from '../http/validation/rules';
import { BudgetPath } from './budgets.dto';

/** As many codes as one event can hold. */
const atOnce = 500;

const longestCode = 50;

const DimensionId = (): PropertyDecorator =>
  Matching(
    'not-an-id',
    'The id of a dimension is 1 to 50 of a–z, 0–9 and hyphen, and begins with a letter or digit.',
    /^[a-z0-9][a-z0-9-]{0,49}$/,
    { example: 'konto' },
  );

export class DimensionPath extends BudgetPath {
  @DimensionId() dimensionId: string;
}

export class OpenDimensionDto {
  /** The client's, and of one dimension of this budget for ever; allocations name a code under it. */
  @DimensionId() dimensionId: string;

  @Line(100) name: string;

  /** Whether everything that is decided from now on must name a code of it; not unless said. */
  @Optional() @Flag() required?: boolean;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class CodeDto {
  @Line(longestCode) code: string;

  @Line(100) name: string;
}

export class OpenCodesDto {
  /** A code that was closed is opened again, under the name that is said. */
  @NestedList(() => CodeDto, atOnce, 1) codes: CodeDto[];
}

export class CloseCodesDto {
  @TextList(line(longestCode), atOnce, 1) codes: string[];

  @FreeText() reason: string;
}
