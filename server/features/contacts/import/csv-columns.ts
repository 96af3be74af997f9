import { folded } from '#server/mail/names.ts'

export type Part =
  | 'name'
  | 'given'
  | 'middle'
  | 'family'
  | 'nickname'
  | 'address'
  | 'organisation'
  | 'title'
  | 'note'
  | 'groups'
  | 'work'
  | 'home'
  | 'mobile'
  | 'telephone'
  | 'label'
  | 'nothing'

/** What a column of Outlook, Google or Thunderbird holds, by its heading in lower case and without accents, in English or Spanish. */
const columns: readonly (readonly [RegExp, Part])[] = [
  [/^(display |full )?name$|^file as$/, 'name'],
  [/^(first|given) name$/, 'given'],
  [/^(middle|additional) name$/, 'middle'],
  [/^(last|family) name$/, 'family'],
  [/^nick ?name$/, 'nickname'],
  [/^(primary |secondary )?e-?mail( \d+)?( address)?( - value)?$/, 'address'],
  [/^(company|organi[sz]ation)( \d+)?( - name| name)?$/, 'organisation'],
  [/^(job title|organi[sz]ation( \d+)?( - title| title))$/, 'title'],
  [/^notes?$/, 'note'],
  [/^(categories|group membership|labels)$/, 'groups'],
  [/^(business|work|company main) (phone|number)( \d+)?$/, 'work'],
  [/^home (phone|number)( \d+)?$/, 'home'],
  [/^mobile( phone| number)?$|^cell ?phone$/, 'mobile'],
  [/^(phone( \d+)?( - value)?|primary phone|other phone)$/, 'telephone'],
  [/^nombre (completo|mostrado|para mostrar)$/, 'name'],
  [/^nombre( de pila)?$/, 'given'],
  [/^segundo nombre$/, 'middle'],
  [/^apellidos?$/, 'family'],
  [/^(apodo|sobrenombre|alias)$/, 'nickname'],
  [/^(direccion del? )?correo( electronico)?( \d+| principal| primario| secundario| adicional)?$/, 'address'],
  [/^(organizacion|empresa|compania)$/, 'organisation'],
  [/^(puesto|cargo)$/, 'title'],
  [/^notas?$/, 'note'],
  [/^(categorias|etiquetas|grupos)$/, 'groups'],
  [/^telefono (del trabajo|de la oficina)( \d+)?$/, 'work'],
  [/^telefono (particular|de casa)( \d+)?$/, 'home'],
  [/^((telefono|numero de) )?movil$|^celular$/, 'mobile'],
  [/^(otro )?telefono( principal| \d+)?$/, 'telephone'],
  // What another column is.
  [/ - (type|label)$/, 'label'],
  [/^e-?mail( \d+)? (type|display name)$/, 'nothing'],
  [/^(tipo de|nombre para mostrar del) correo electronico( \d+)?$/, 'nothing'],
]

/** Null where it has no place of its own. */
export function partOf(heading: string): Part | null {
  const plain = folded(heading).trim()
  return columns.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}

/** The same for a column and the one that says what it is. */
export const keyOf = (heading: string) => heading.replace(/ - [^-]*$/, '')

const labels = [
  ['work', /^(work|business|office|trabajo|oficina)$/],
  ['home', /^(home|personal|casa|particular)$/],
  ['mobile', /^(mobile|cell|movil|celular)$/],
  ['other', /^(|other|otro|internet)$/],
] as const

/** What a label says; null where it says something else. */
export function kindOfLabel(label: string) {
  const plain = folded(label).replace(/^\*/, '').trim()
  return labels.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
