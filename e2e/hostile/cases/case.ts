/** What every hostile script here would do: leave a mark on its own window and on the top one, if it can reach it. */
export const strike = 'top.__curbcutXss=self.__curbcutXss=1'

/** Answers to nobody; whatever asks it was not to be asked. */
export const elsewhere = 'https://canary.example'

export const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Each sign as a decimal character reference, padded. */
export const references = (text: string) => Array.from(text, (sign) => `&#0000${sign.codePointAt(0) ?? 0}`).join(';')

export interface HostileCase {
  /** What it tries (security.md). */
  kind: string
  name: string
  html: string
}

/** Cases of one kind from the markup of each by its name. */
export function casesOf(kind: string, markup: Readonly<Record<string, string>>): HostileCase[] {
  return Object.entries(markup).map(([name, html]) => ({ kind, name, html }))
}

/** One case for each of several values put into the same markup. */
export function caseForEach(kind: string, values: readonly string[], markup: (value: string) => string): HostileCase[] {
  return values.map((value) => ({ kind, name: value.slice(0, 60), html: markup(value) }))
}
