import { cardLines, headOf, propertyOf, writeCard } from './card-lines.ts'
import { changeCard, readContactCard, withFavourite } from './contact-card.ts'
import { modern } from './read-cards.ts'

/** Of what a card may have one at most (RFC 6350, 6): what another says otherwise goes into the note. */
const single = new Set(['fn', 'bday', 'anniversary', 'gender'])
/** What says something of the card rather than of the person, and what follows from the name. */
const ownOfCard = new Set(['begin', 'end', 'version', 'prodid', 'rev', 'uid', 'kind', 'n'])
/** Lists within one line, and text: put together by their meaning. */
const byMeaning = new Set(['categories', 'nickname', 'note'])

/**
 * One card of several of the same person. The first stays as it is, with its own id, and gets every line of the others that
 * says something else; nothing is lost, apart from what says something of the other cards only.
 */
export function mergeCards(cards: readonly string[]): string {
  const [first = '', ...others] = cards
  return others.reduce(mergeTwo, first)
}

function mergeTwo(card: string, other: string, place: number): string {
  const lines = cardLines(card)
  const said = new Set(lines.map(meaningOf))
  const has = new Set(lines.map(propertyOf))
  const added: string[] = []
  const noted: string[] = []
  for (const line of cardLines(modern(other))) {
    const property = propertyOf(line)
    if (ownOfCard.has(property) || byMeaning.has(property) || said.has(meaningOf(line))) continue
    if (single.has(property) && has.has(property)) noted.push(`${property.toUpperCase()}: ${valueIn(line)}`)
    else added.push(ungrouped(line, place))
    said.add(meaningOf(line))
  }
  const end = lines.findLastIndex((line) => /^END:VCARD/i.test(line))
  return together(writeCard(lines.toSpliced(end < 0 ? lines.length : end, 0, ...added)), card, other, noted)
}

/** Groups, nicknames and notes of both, and what had no place of its own. */
function together(merged: string, card: string, other: string, noted: readonly string[]): string {
  const [one, two] = [readContactCard(card).fields, readContactCard(other).fields]
  const names = [...one.nickname.split(','), ...two.nickname.split(',')].map((each) => each.trim()).filter(Boolean)
  const notes = [one.note, one.note.includes(two.note) ? '' : two.note, ...noted].filter(Boolean)
  const isFavourite = [card, other].some((each) => readContactCard(each).isFavourite)
  const whole = changeCard(merged, {
    ...readContactCard(merged).fields,
    nickname: [...new Set(names)].join(', '),
    groups: [...new Set([...one.groups, ...two.groups])],
    note: notes.join('\n'),
    prefersPlainText: one.prefersPlainText || two.prefersPlainText,
    needsAccessible: one.needsAccessible || two.needsAccessible,
  })
  return withFavourite(whole, isFavourite)
}

/** By what two lines say the same: addresses in any case, numbers however they are spaced. */
function meaningOf(line: string): string {
  const property = propertyOf(line)
  const value = valueIn(line)
  if (property === 'email') return `email ${value.replace(/^mailto:/i, '').toLowerCase()}`
  if (property === 'tel') return `tel ${value.replace(/^tel:/i, '').replaceAll(/[^\d+*#]/g, '')}`
  return `${property} ${value}`
}

const valueIn = (line: string) => line.slice(headOf(line).length + 1)

/** A name of its own for the group of a line (`item1.TEL`): the other card may have used the same for something else. */
const ungrouped = (line: string, place: number) => line.replace(/^([\w-]{1,30})\.(?=[\w-]+[;:])/, `m${place + 1}-$1.`)
