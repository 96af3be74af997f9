import { type CardFromSource, type DirectoryListed, mostListed } from '#contract/directory.ts'
import type { DirectoryBrowser, OwnGroup } from '#server/mail/directory-browser-port.ts'
import { isProblem, Problem } from '#server/problem.ts'

/** One of the directories that people look around in. */
export interface BrowsedDirectory {
  /** What people call it. */
  name: string
  /** Its entries are people outside the organisation. */
  isOutside: boolean
  browser: DirectoryBrowser
}

type Listed = DirectoryListed & { directory: string; isOutside: boolean }

/**
 * All directories as one to look around in; every entry says which it is from. One that does not answer is named, and the others
 * go on; where none does, that is Problem `directory-unavailable`. Without any, everything is `not-found`.
 */
export class EveryDirectory {
  readonly #all: readonly BrowsedDirectory[]

  constructor(all: readonly BrowsedDirectory[]) {
    this.#all = all
  }

  get isThere(): boolean {
    return this.#all.length > 0
  }

  async departments() {
    const { answers, silentDirectories } = await this.#ask((browser) => browser.departments())
    const names = new Set(answers.flatMap(({ answer }) => answer))
    const departments = [...names].sort((one, other) => one.localeCompare(other))
    return { departments, directories: this.#all.map(({ name }) => name), silentDirectories }
  }

  /** Each address once, as the first directory that has it says. */
  async people(wanted: { query: string; department: string }) {
    const { answers, silentDirectories } = await this.#ask((browser) => browser.people(wanted))
    const found = new Map<string, Listed>()
    for (const { answer, source } of answers)
      for (const person of answer.items) {
        const key = person.address.toLowerCase()
        if (!found.has(key)) found.set(key, { ...person, directory: source.name, isOutside: source.isOutside })
      }
    const items = [...found.values()].sort((one, other) => one.name.localeCompare(other.name))
    const isCut = items.length > mostListed || answers.some(({ answer }) => answer.isCut)
    return { items: items.slice(0, mostListed), isCut, silentDirectories }
  }

  /** Of the first directory that has somebody of this address. */
  async card(address: string): Promise<CardFromSource | null> {
    const found = await this.#first((browser) => browser.card(address))
    return found && { ...found.answer, directory: found.source.name, isOutside: found.source.isOutside }
  }

  /** From the directory that the card is from. */
  async photo(address: string): Promise<Buffer | null> {
    const found = await this.#first(async (browser) => ((await browser.card(address)) ? browser : null))
    return found ? found.answer.photo(address) : null
  }

  /** Of the organisation's own directory, the first: only there people have user names. */
  async groupsOf(userName: string): Promise<OwnGroup[]> {
    const [own] = this.#all
    if (!own) throw new Problem('not-found')
    return own.browser.groupsOf(userName)
  }

  async #ask<Answer>(question: (browser: DirectoryBrowser) => Promise<Answer>) {
    if (!this.isThere) throw new Problem('not-found')
    const answers = await Promise.all(
      this.#all.map(async (source) => ({ source, given: await unlessAway(question(source.browser)) })),
    )
    const silentDirectories = answers.filter(({ given }) => given === null).map(({ source }) => source.name)
    if (silentDirectories.length === answers.length) throw new Problem('directory-unavailable')
    return {
      answers: answers.flatMap(({ source, given }) => (given ? [{ source, answer: given.answer }] : [])),
      silentDirectories,
    }
  }

  /** Where one of them does not answer it may be the one that knows, so that nobody is told that there is nothing. */
  async #first<Answer>(question: (browser: DirectoryBrowser) => Promise<Answer | null>) {
    const { answers, silentDirectories } = await this.#ask(question)
    for (const { source, answer } of answers) if (answer !== null) return { source, answer }
    if (silentDirectories.length > 0) throw new Problem('directory-unavailable')
    return null
  }
}

async function unlessAway<Answer>(question: Promise<Answer>): Promise<{ answer: Answer } | null> {
  try {
    return { answer: await question }
  } catch (error) {
    if (!isProblem(error, 'directory-unavailable')) throw error
    return null
  }
}
