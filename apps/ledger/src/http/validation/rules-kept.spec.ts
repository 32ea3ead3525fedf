import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { RegisterAgreementDto, FundingTermsDto } from '../../agreements/agreements.dto';
import { AllocateDto, ReverseDto } from '../../budgets/allocations.dto';
import { OpenBudgetDto } from '../../budgets/budgets.dto';
import { RegisterPartyDto } from '../../parties/parties.dto';
import { DecisionDto } from '../decision.dto';
import { commandExamples } from '../openapi/examples';
import { fieldsOf, keepsRules, type DtoClass } from './shape';

const exampleOf = (path: string) => commandExamples[`/api/v1${path}`] as Record<string, unknown>;
const allocation = exampleOf('/budgets/{bodyId}/{year}/allocations');

const dtos: [string, DtoClass, Record<string, unknown>][] = [
  ['RegisterParty', RegisterPartyDto, exampleOf('/parties')],
  ['OpenBudget', OpenBudgetDto, exampleOf('/budgets')],
  ['Allocate', AllocateDto, allocation],
  ['Decision', DecisionDto, allocation['decision'] as Record<string, unknown>],
  ['Reverse', ReverseDto, exampleOf('/budgets/{bodyId}/{year}/allocations/{allocationId}/reversal')],
  ['RegisterAgreement', RegisterAgreementDto, exampleOf('/agreements')],
  ['FundingTerms', FundingTermsDto, exampleOf('/agreements/{agreementId}/funding-terms')],
];

test.each(dtos)('of a %s it is told as class-validator would whether it keeps its rules', (_name, dto, example) => {
  const value = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      '',
      'unknown',
      '2019-02-30',
      '2019',
      '0.00',
      '-1',
      'SEK',
      2019,
      1899,
      true,
      [],
      {},
      ['a', 'a'],
    ),
    fc.constantFrom(...Object.values(example)),
    fc.jsonValue(),
  );
  const changes = fc.dictionary(fc.constantFrom(...fieldsOf(dto).keys()), value, { maxKeys: 2 });
  let kept = 0;
  fc.assert(
    fc.property(changes, (change) => {
      const built = Object.create(dto.prototype as object) as Record<string, unknown>;
      for (const [name, given] of Object.entries({ ...example, ...change }))
        if (given !== undefined) built[name] = given;
      const expected = validateSync(built, { stopAtFirstError: true, forbidUnknownValues: false }).length === 0;
      expect(keepsRules(dto, built)).toBe(expected);
      kept += Number(expected);
    }),
    { numRuns: 500 },
  );
  expect(kept).toBeGreaterThan(20);
  expect(kept).toBeLessThan(480);
});
