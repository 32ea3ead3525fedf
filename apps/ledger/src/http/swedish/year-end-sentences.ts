/** Refusals and warnings about the end of a year: carrying forward, closing, late corrections. */
export const yearEndSentences = {
  'The budget of {0} for {1} has been carried forward.': 'Budgeten för {0} år {1} är överförd till nästa år.',
  'The budget of {0} for {1} has been carried forward already.':
    'Budgeten för {0} år {1} är redan överförd till nästa år.',
  'The budget of {0} for {1} is being carried forward.':
    'Budgeten för {0} år {1} håller på att överföras till nästa år.',
  'The budget of {0} for {1} is not being carried forward.':
    'Budgeten för {0} år {1} håller inte på att överföras till nästa år.',
  'The budget of {0} for {1} must be carried forward first.':
    'Budgeten för {0} år {1} måste överföras till nästa år först.',
  'The budget of {0} for {1} must be closed first.': 'Budgeten för {0} år {1} måste stängas först.',
  '{0} has no open budget for {1} to carry forward to.': '{0} har ingen öppnad budget för {1} att överföra till.',
  'The budget for {0} is in {1}, not in {2}.': 'Budgeten för {0} är i {1}, inte i {2}.',
  '{0} allocations wait for approval; approve or reject them first.':
    'Tilldelningar väntar på attest ({0}); de måste attesteras eller avslås först.',
  'All that was to be carried forward has been.': 'Allt som skulle överföras är överfört.',
  'All of it has been brought forward already.': 'Allt är redan överfört hit.',
  'Not all of it has been brought forward yet; the ledger goes on with it by itself.':
    'Allt är inte överfört till nästa år än; det fortsätter automatiskt.',

  // late corrections
  '{0} has no closed budget for {1} before {2}.': '{0} har ingen stängd budget för {1} före {2}.',
  'Late corrections go into the earliest open year, which is {0}.':
    'Sena rättelser bokförs i det tidigaste öppna året, som är {0}.',
  'There is no allocation {0} here that was carried forward from {1}.':
    'Här finns ingen tilldelning {0} som är överförd från {1}.',
  'More is appropriated only by a decision, which must be named.': 'Mer anslås bara genom ett beslut, som måste anges.',
  'That is more than what was booked of it in {0}.': 'Det är mer än vad som bokfördes av det {0}.',
  'That would leave more returned than was disbursed by the end of {0}.':
    'Då skulle mer vara återbetalt än utbetalt vid utgången av {0}.',
  'That is more than what was released on the allocation.': 'Det är mer än vad som har frigjorts på tilldelningen.',
  'That is more than what was booked on the allocation.': 'Det är mer än vad som har bokförts på tilldelningen.',
};
