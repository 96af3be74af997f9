const introduction = /\s(?:wrote|escribió|schrieb|a écrit|ha scritto|escreveu)\s*:$/u
/** In German the verb comes before the name. */
const verbFirst = /\s(?:schrieb|skrev|schreef)\s+(\S.*):$/u
/** The time, after which programs put the name without a comma: "at 10:15 AM Ann Lee". */
const untilTime =
  /^.*\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:[AP]\.?\s?M\.?|Uhr|h))?(?:\s*\([^()]*\)|\s*[+-]\d{4})?\s*,?\s*/iu

/** Whether a line introduces a quote: "On Friday, Ann Lee <ann@agency.example> wrote:", in the languages it is met most in. */
export function isIntroduction(text: string): boolean {
  const line = text.slice(-400)
  return introduction.test(line) || verbFirst.test(line) || endsInAddress(line)
}

/** A year somewhere, and an address before the colon at the end. */
function endsInAddress(line: string): boolean {
  const words = line.slice(0, -1).split(/[\s<>]+/)
  const last = words.findLast((word) => word !== '') ?? ''
  return /[:：]$/.test(line) && /.@./u.test(last) && /\d{4}/.test(line.slice(0, line.lastIndexOf(last)))
}

/** The name in such a line, null where there is none to be told. */
export function introducedName(text: string): string | null {
  const line = text.split('\n').slice(-2).join(' ').slice(-400)
  const verb = introduction.exec(line)
  if (verb === null) return plainName(verbFirst.exec(line)?.[1] ?? '')
  const before = withoutAddress(line.slice(0, verb.index))
  return plainName(before.slice(before.lastIndexOf(',') + 1)) ?? plainName(before.replace(untilTime, ''))
}

const withoutAddress = (text: string) => text.trimEnd().replace(/(?<!\s)\s*\(?<[^<>]*>\)?$/, '')

function plainName(text: string): string | null {
  const name = withoutAddress(text.trim()).trim()
  return name === '' || name.length > 80 || /\d/.test(name) ? null : name
}
