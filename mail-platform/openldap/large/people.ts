import { largeDepartments, namesByLanguage, titles } from './names.ts'

/** Somebody of a large organisation. */
export interface LargePerson {
  uid: string
  name: string
  givenName: string
  surname: string
  address: string
  title: string
  department: string
  telephone: string
}

/** Letters that are no letter with a mark (Unicode has no decomposition for them). */
const plain: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', đ: 'd' }

/** The same person for the same number, in every run. Names come again, as they do; addresses do not. */
export function largePerson(number: number, domain: string): LargePerson {
  const { given, surnames } = pick(namesByLanguage, number)
  const step = Math.floor(number / namesByLanguage.length)
  const [first, last] = [pick(given, step), pick(surnames, Math.floor(step / given.length))]
  // After all pairs come those with a second surname.
  const round = Math.floor(step / (given.length * surnames.length))
  const second = round === 0 ? '' : pick(surnames, Math.floor(step / given.length) + round)
  const surname = second === '' || second === last ? last : `${last} ${second}`
  const latin = [first, last].map(latinOf).filter(Boolean).join('.') || 'p'
  const uid = `p${number}`
  return {
    ...{ uid, name: `${first} ${surname}`, givenName: first, surname },
    address: `${latin}.${number}@${domain}`,
    title: pick(titles, number),
    department: pick(largeDepartments, Math.floor(number / 7)),
    telephone: `+1 555 ${String(number).padStart(6, '0')}`,
  }
}

function latinOf(name: string): string {
  const letters = [...name.toLowerCase().normalize('NFD')].map((letter) => plain[letter] ?? letter)
  return letters.join('').replaceAll(/[^a-z]/g, '')
}

function pick<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item
}
