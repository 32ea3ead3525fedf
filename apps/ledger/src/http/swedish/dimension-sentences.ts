/** Sentences on the chart of a budget year and on what is coded with it. */
export const dimensionSentences = {
  'The id of a dimension is 1 to 50 of a–z, 0–9 and hyphen, and begins with a letter or digit.':
    'En dimensions id är 1 till 50 tecken av a–z, 0–9 och bindestreck, och börjar med en bokstav eller siffra.',
  'There is no dimension {0} in this budget.': 'Det finns ingen dimension {0:text} i den här budgeten.',
  'The dimension {0} exists already in this budget.': 'Dimensionen {0} finns redan i den här budgeten.',
  'A budget year has at most {0} dimensions.': 'Ett budgetår har högst {0:number} dimensioner.',
  'The code {0} exists already in the dimension {1}.': 'Koden {0:text} finns redan i dimensionen {1}.',
  'A dimension has at most {0} codes, closed ones included.': 'En dimension har högst {0:number} koder, också stängda.',
  'The dimension {0} has no code {1} in this budget.': 'Dimensionen {0} har ingen kod {1:text} i den här budgeten.',
  'The code {0} of {1} is closed already.': 'Koden {0:text} i {1} är redan stängd.',
  'The code {0} of {1} is closed; nothing more is booked on it.':
    'Koden {0:text} i {1} är stängd; inget mer bokförs på den.',
  'A code of {0} must be named in this budget.': 'En kod i {0} måste anges i den här budgeten.',
};
