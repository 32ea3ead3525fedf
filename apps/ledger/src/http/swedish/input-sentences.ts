/** What is wrong with a body, a query field or a header field. */
export const inputSentences = {
  '{0} fields are wrong; see errors.': '{0} fält är felaktiga; se errors.',
  'Must be given.': 'Måste anges.',
  'Must be given; {} where there is nothing to say.': 'Måste anges; {} där det inte finns något att säga.',
  'Must be given, so that the line can be sent again.': 'Måste anges, så att raden kan skickas igen.',
  'There is no such field.': 'Fältet finns inte.',
  'There is no such query field here.': 'Frågeparametern finns inte här.',
  'Must be true or false.': 'Måste vara true eller false.',
  'Must be one of {0}.': 'Måste vara något av {0:list}.',
  'Must be a whole number from {0} to {1}.': 'Måste vara ett heltal från {0} till {1}.',
  'Must be a JSON object.': 'Måste vara ett JSON-objekt.',
  'Must be a list of {0} to {1}.': 'Måste vara en lista med {0} till {1} poster.',
  'Stands in the list already.': 'Finns redan i listan.',
  'Must be an object of at most {0} texts by name.': 'Måste vara ett objekt med högst {0} namngivna texter.',

  // the JSON itself
  'A JSON body is needed; {} where there is nothing to say.':
    'Innehåll i JSON krävs; {} där det inte finns något att säga.',
  'The body must be UTF-8.': 'Anropets innehåll måste vara UTF-8.',
  'The line must be UTF-8.': 'Raden måste vara UTF-8.',
  'The body is not JSON.': 'Anropets innehåll är inte JSON.',
  'The line is not JSON.': 'Raden är inte JSON.',
  'The body is not JSON at character {0}.': 'Anropets innehåll är inte JSON vid tecken {0}.',
  'The line is not JSON at character {0}.': 'Raden är inte JSON vid tecken {0}.',
  'The body nests deeper than {0} levels.': 'Anropets innehåll är nästlat djupare än {0} nivåer.',
  'The line nests deeper than {0} levels.': 'Raden är nästlad djupare än {0} nivåer.',
  'The key stands twice.': 'Nyckeln står två gånger.',
  'A key holds half a character.': 'En nyckel innehåller ett halvt tecken.',
  'The text holds half a character.': 'Texten innehåller ett halvt tecken.',
  'The number is outside the safe integers; amounts are strings.':
    'Talet ligger utanför de säkra heltalen; belopp anges som strängar.',

  // texts
  'Must be a text.': 'Måste vara en text.',
  'Must not be empty.': 'Får inte vara tomt.',
  'Must be at most {0} characters.': 'Får vara högst {0} tecken.',
  'Must be one line without control characters.': 'Måste vara en rad utan styrtecken.',
  'Must be a line of text without control characters, not too long.':
    'Måste vara en rad text utan styrtecken och inte för lång.',
  'Must be one line of at most {0} characters, under a name of at most {1}.':
    'Måste vara en rad på högst {0} tecken, under ett namn på högst {1}.',
  'Must not hold control characters other than line breaks and tabs.':
    'Får inte innehålla andra styrtecken än radbrytningar och tabbar.',
  'Must be 1 to 200 visible ASCII characters.': 'Måste vara 1 till 200 synliga ASCII-tecken.',
  'Must be 1 to 255 visible ASCII characters.': 'Måste vara 1 till 255 synliga ASCII-tecken.',
  'Must be 64 lower-case hexadecimal digits.': 'Måste vara 64 hexadecimala siffror med små bokstäver.',
  'Must be a web address of at most 2,000 characters.': 'Måste vara en webbadress på högst 2 000 tecken.',
  'Must be a path such as /parties.': 'Måste vara en sökväg, t.ex. /parties.',

  // ids
  'An id is 1 to 100 of a–z, 0–9, dot and hyphen, and begins with a letter or digit.':
    'Ett id består av 1 till 100 av tecknen a–z, 0–9, punkt och bindestreck och börjar med en bokstav eller siffra.',
  'Must be an id: lower-case letters, digits, dots and hyphens, 100 at most, after a year and a dot where it was carried over.':
    'Måste vara ett id: små bokstäver, siffror, punkter och bindestreck, högst 100, efter ett årtal och en punkt där det är överfört.',
  'Must be an id, or "unknown" where the base is not stated.':
    'Måste vara ett id, eller "unknown" där den ursprungliga tilldelningen inte är angiven.',
  'Must be a voucher such as hsn/2019/2.': 'Måste vara en verifikation, t.ex. hsn/2019/2.',
  'Must be a code of org-id.guide, such as SE-ON.': 'Måste vara en kod från org-id.guide, t.ex. SE-ON.',
  'Must be one revision in double quotes, such as "4".': 'Måste vara en revision inom dubbla citattecken, t.ex. "4".',

  // amounts
  'An amount is digits with an optional decimal point, such as "1500.00".':
    'Ett belopp är siffror med eventuell decimalpunkt, t.ex. "1500.00".',
  'An amount is a JSON string of digits with an optional decimal point, such as "1500.00".':
    'Ett belopp är en JSON-sträng av siffror med eventuell decimalpunkt, t.ex. "1500.00".',
  'A difference is a JSON string of digits with an optional minus and decimal point, such as "-1500.00".':
    'En skillnad är en JSON-sträng av siffror med eventuellt minustecken och decimalpunkt, t.ex. "-1500.00".',
  'A share is a fraction of whole numbers of at most nine digits, such as "1/3".':
    'En andel är ett bråk av heltal med högst nio siffror, t.ex. "1/3".',
  'The amount must not be zero.': 'Beloppet får inte vara noll.',
  'The amount has more decimals than the currency.': 'Beloppet har fler decimaler än valutan.',
  'The amount is larger than the ledger can hold.': 'Beloppet är större än vad som kan bokföras.',
  'Must be an ISO 4217 code in capital letters, such as SEK.':
    'Måste vara en ISO 4217-kod med stora bokstäver, t.ex. SEK.',

  // days
  'Must be a day of the calendar such as 2019-11-12, from {0} to {1}.':
    'Måste vara en kalenderdag, t.ex. 2019-11-12, från {0} till {1}.',
  'Must be a day (2019-11-12), a month (2019-11) or a year (2019) from {0} to {1}, or null.':
    'Måste vara en dag (2019-11-12), en månad (2019-11) eller ett år (2019) från {0} till {1}, eller null.',

  // fields that depend on another
  'Is given with the policy "above" only.': 'Anges bara när policy är "above".',
  'Is given with available "carry" only.': 'Anges bara när available är "carry".',
  'What was appropriated is of no allocation.': 'Det som har anslagits hör inte till någon tilldelning.',
  'Must be an e-mail address of at most 254 characters.': 'Ska vara en e-postadress med högst 254 tecken.',
};
