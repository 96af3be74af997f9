/** Where a colour ends what is said, and does not belong to a name: "in red." but not "in red tape". */
const end = String.raw`(?=\s*(?:[.,;:!?)\n]|$)|\s+(?:are|is|were|was|and|or|have|must|need|should|son|están|deben|y|sind|müssen|und|sont|doivent|et|sono|são|zijn)(?![\p{L}]))`

/** Words that leave it to a colour what is meant, in the languages people write in here. */
const patterns = [
  String.raw`[Ii]n (?:red|green|yellow|blue|orange|purple|pink|gr[ae]y)${end}`,
  String.raw`(?:marked|highlighted|shown|coloured|colored) (?:in )?(?:red|green|yellow|blue|orange|purple|pink|gr[ae]y)(?![\p{L}])`,
  String.raw`the (?:red|green|yellow|blue|orange) (?:ones?|rows?|cells?|columns?|lines?|items?|entries|fields?|parts?|words?|figures|numbers|dates)(?![\p{L}])`,
  String.raw`[Ee]n (?:rojo|verde|amarillo|azul|naranja|morado|rosa|gris)${end}`,
  String.raw`(?:[Ii]n (?:Rot|Grün|Gelb|Blau|Orange)${end}|(?:rot|grün|gelb|blau|orange) (?:markiert|hinterlegt|unterlegt))`,
  String.raw`[Ee]n (?:rouge|vert|jaune|bleu|orange)${end}`,
  String.raw`[Ii]n (?:rosso|verde|giallo|blu|arancione)${end}`,
  String.raw`(?:[Aa]|[Ee]m) (?:vermelho|verde|amarelo|azul|laranja)${end}`,
  String.raw`[Ii]n het (?:rood|groen|geel|blauw|oranje)${end}`,
].map((pattern) => new RegExp(String.raw`(?<![\p{L}])${pattern}`, 'u'))

/** The words of a text that count on a colour (WCAG 1.4.1), which no message of ours can carry; null where there are none. */
export function colourWordIn(text: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return found
  }
  return null
}
