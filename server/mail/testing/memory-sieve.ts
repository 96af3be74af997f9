import type { MailIdentity } from '../mail-account.ts'
import { check, parse } from '../sieve/language/index.ts'
import { ScriptRefusal, type ScriptSession, type SieveOffer, type SieveScripts } from '../sieve-port.ts'

/** What Pigeonhole offers on the mail platform. */
const platformOffer: SieveOffer = {
  extensions: [
    ...['fileinto', 'reject', 'envelope', 'encoded-character', 'vacation', 'subaddress', 'comparator-i;ascii-numeric'],
    ...[
      'relational',
      'regex',
      'imap4flags',
      'copy',
      'include',
      'variables',
      'body',
      'enotify',
      'environment',
      'mailbox',
    ],
    ...['date', 'index', 'ihave', 'duplicate', 'mime', 'foreverypart', 'extracttext', 'vacation-seconds', 'spamtest'],
    ...['virustest', 'editheader', 'mboxmetadata', 'servermetadata', 'vnd.dovecot.environment', 'imapsieve'],
    'vnd.dovecot.imapsieve',
  ],
  notifyMethods: ['mailto'],
  maxRedirects: 4,
}
const largestBytes = 262_144

/** A server of scripts in memory: it judges them by our own reader, which agrees with Pigeonhole (language.real.test.ts). */
export class MemorySieve implements SieveScripts {
  offer = platformOffer
  readonly #people = new Map<string, MemoryScripts>()

  open({ user }: MailIdentity): Promise<ScriptSession> {
    const scripts = this.#people.get(user) ?? { sources: new Map<string, string>(), active: null }
    this.#people.set(user, scripts)
    return Promise.resolve(new MemorySession(this.offer, scripts))
  }
}

interface MemoryScripts {
  sources: Map<string, string>
  active: string | null
}

class MemorySession implements ScriptSession {
  readonly offer: SieveOffer
  readonly #scripts: MemoryScripts

  constructor(offer: SieveOffer, scripts: MemoryScripts) {
    this.offer = offer
    this.#scripts = scripts
  }

  async list() {
    const { sources, active } = this.#scripts
    return [...sources.keys()].map((name) => ({ name, isActive: name === active }))
  }

  async read(name: string) {
    return { text: this.#source(name), isExact: true }
  }

  async check(source: string) {
    if (!source.isWellFormed()) throw new ScriptRefusal('unsendable')
    if (Buffer.byteLength(source) > largestBytes) throw new ScriptRefusal('too-large')
    const script = parse(source)
    const wrong = script.problems.length > 0 ? script.problems : check(script, this.offer.extensions)
    const notes = wrong.map(({ line, code }) => ({ line, severity: 'error' as const, text: code }))
    if (notes.length > 0) throw new ScriptRefusal('not-valid', { notes, serverSaid: notes[0]?.text ?? '' })
    return []
  }

  async write(name: string, source: string) {
    checkName(name)
    const warnings = await this.check(source)
    this.#scripts.sources.set(name, source)
    return warnings
  }

  async checkSpace(name: string, sizeBytes: number) {
    checkName(name)
    if (sizeBytes > largestBytes) throw new ScriptRefusal('too-large')
  }

  async activate(name: string | null) {
    if (name !== null) this.#source(name)
    this.#scripts.active = name
  }

  async rename(from: string, to: string) {
    const source = this.#source(from)
    checkName(to)
    if (this.#scripts.sources.has(to)) throw new ScriptRefusal('exists')
    this.#scripts.sources.delete(from)
    this.#scripts.sources.set(to, source)
    if (this.#scripts.active === from) this.#scripts.active = to
  }

  async remove(name: string) {
    this.#source(name)
    if (this.#scripts.active === name) throw new ScriptRefusal('active')
    this.#scripts.sources.delete(name)
  }

  async close() {}

  #source(name: string): string {
    checkName(name)
    const source = this.#scripts.sources.get(name)
    if (source === undefined) throw new ScriptRefusal('gone')
    return source
  }
}

function checkName(name: string): void {
  if (name === '' || /[\p{Cc}\u2028\u2029]/u.test(name) || !name.isWellFormed()) throw new ScriptRefusal('unsendable')
  if (name.includes('/')) throw new ScriptRefusal('other', { serverSaid: 'Not a name' })
}
