/** What reports and rebuilds of read models answer. */
export const reportSentences = {
  'Give knownAt or knownPosition, not both.': 'Antingen knownAt eller knownPosition anges, inte båda.',
  'knownAt is ahead of now.': 'knownAt ligger i framtiden.',
  'The ledger ends at position {0}.': 'Det som är bokfört slutar vid position {0}.',
  'The log has not come to position {0}.': 'Loggen har inte kommit till position {0}.',
  'The reports have not come to position {0} yet; try again.':
    'Rapporterna har inte kommit till position {0} än; försök igen.',
  'A projection that this report needs has stopped at an event.':
    'En projektion som rapporten behöver har stannat vid en händelse.',
  'The reports cannot be read just now; try again.': 'Rapporterna kan inte läsas just nu; försök igen.',
  'The cursor was made with other filters.': 'Listans markör (cursor) gjordes med andra filter.',
  'Not a cursor that this list has handed out.': 'Listans markör (cursor) kommer inte från den här listan.',
  'Must be the `next` of a page before.': 'Måste vara `next` från en tidigare sida.',
  'What this list is read from was corrected since; begin it again.':
    'Underlaget till listan har rättats sedan dess; listan måste hämtas från början.',
  'Must be a position that the ledger has given.': 'Måste vara en position ur ett tidigare svar.',
  'Must be an instant such as 2019-11-12T14:30:00Z, with its offset from UTC.':
    'Måste vara en tidpunkt, t.ex. 2019-11-12T14:30:00Z, med sin avvikelse från UTC.',
  'Give againstEffectiveAt, againstKnownAt or againstKnownPosition: the point to compare with.':
    'againstEffectiveAt, againstKnownAt eller againstKnownPosition måste anges: det som jämförelsen görs med.',
  'Must not be before from.': 'Får inte vara före from.',
  'Must not be before {0}.': 'Får inte vara före {0:number}.',
  'That would be {0} points, more than {1}: take a longer interval, or days closer together.':
    'Det skulle bli {0} punkter, fler än {1}: det krävs ett längre intervall eller en kortare period.',
  'A forecast is of {0} years at most.': 'En prognos omfattar högst {0} år.',
  'Must be some of {0}, with commas between them.': 'Måste vara några av {0:list}, åtskilda med kommatecken.',
  'Must be the type of an event, such as AllocationDecided.': 'Måste vara en händelsetyp, t.ex. AllocationDecided.',
  'Must be the name of a stream, such as budget-hsn.2019.': 'Måste vara namnet på en ström, t.ex. budget-hsn.2019.',

  // rebuilds
  'There is no such read model.': 'Läsmodellen finns inte.',
  'There is no such read model; /health names them.': 'Läsmodellen finns inte; /health räknar upp dem som finns.',
  'There is no such rebuild.': 'Ombyggnaden finns inte.',
  'A rebuild of this read model is under way; wait for it, or withdraw it.':
    'Läsmodellen byggs redan om; ombyggnaden måste bli klar eller avbrytas först.',
  'The rebuild does not wait for this; look how it stands.':
    'Ombyggnaden väntar inte på detta; dess läge visar vad den väntar på.',
  'Must be the number of a rebuild.': 'Måste vara numret på en ombyggnad.',
};
