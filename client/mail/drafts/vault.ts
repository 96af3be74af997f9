import { markRaw } from 'vue'
import { call } from '#client/api/call.ts'
import { type DraftKey, forgetDraftKeys, openDraftKeys } from '#contract/draft-keys.ts'
import { type Draft } from '../draft.ts'
import { copyPrefix } from './copy-names.ts'
import { pack, unpack } from './pack.ts'

/** Which drafts are this tab's, so that loading it anew is no recovery. Keys only. */
const tabName = 'curbcut.tab-drafts'

interface Copy {
  keyId: string
  nonce: string
  data: string
  /** The text was packed before it was encrypted. */
  isPacked?: boolean
}

interface Key {
  id: string
  key: CryptoKey
}

/** A page that is just going away still has what it wrote; another tab has it for longer. */
const unloadMs = 2_000

/**
 * Copies of what is being written, in the browser's storage: encrypted with a key that the server gives to the person alone, so that
 * a crash loses two seconds at most and the next person at the machine reads nothing.
 */
class Vault {
  #keys: Promise<Key[]> | null = null
  readonly #held = new Map<string, () => void>()
  readonly #written = new Map<string, string>()
  #turn: Promise<unknown> = Promise.resolve()

  /**
   * Makes the copies be those of these drafts, and no others of this tab. One call at a time. Answers which could not be written: there is
   * no room, or no key.
   */
  keep(drafts: readonly Draft[]): Promise<string[]> {
    // Taken now: the drafts go on changing.
    const texts = new Map(drafts.map((draft) => [draft.key, JSON.stringify(draft)]))
    const turn = this.#turn.then(() => this.#keep(texts))
    this.#turn = turn.catch(() => undefined)
    return turn.catch(() => [...texts.keys()])
  }

  /**
   * Reads what this person left here, unless another tab has it; what cannot be opened is somebody else's and stays. Orphans were
   * no longer any tab's: they are to be offered.
   */
  async read(found: (draft: Draft, isOrphan: boolean) => void): Promise<void> {
    const ownKeys = tabKeys()
    const readOne = async (name: string) => {
      const draftKey = name.slice(copyPrefix.length)
      if (!(await this.#open(name).catch(() => null)) || !(await this.#hold(draftKey, unloadMs))) return
      // Once more: whoever had it may have written its last words just before it went.
      const draft = await this.#open(name).catch(() => null)
      if (draft) found(interrupted(draft), !ownKeys.includes(draftKey))
    }
    await Promise.all(
      Object.keys(localStorage)
        .filter((key) => key.startsWith(copyPrefix))
        .map(readOne),
    )
  }

  /** Takes away what this tab wrote, and the keys: the person signs out here. */
  async forget(): Promise<void> {
    await this.keep([])
    const ids = keyIds()
    if (ids.length > 0) await call(forgetDraftKeys, { body: { ids } }, { signInAgain: false }).catch(() => undefined)
  }

  /** Another window goes on with it: the copy stays, and is that window's to take. */
  release(draftKey: string): void {
    this.#held.get(draftKey)?.()
    this.#held.delete(draftKey)
    this.#written.delete(draftKey)
  }

  /** Resolves when no window has it any more: with what that one left, or null where it was sent or thrown away. */
  async whenFree(draftKey: string): Promise<Draft | null> {
    await this.#hold(draftKey, Infinity)
    const draft = await this.#open(copyPrefix + draftKey).catch(() => null)
    if (!draft) this.release(draftKey)
    return draft && interrupted(draft)
  }

  /** Another session may know other keys: one that was forgotten meanwhile opens nothing any more. */
  renewKeys(): void {
    this.#keys = null
    this.#written.clear()
  }

  async #keep(texts: ReadonlyMap<string, string>): Promise<string[]> {
    const unkept: string[] = []
    for (const draftKey of this.#held.keys()) if (!texts.has(draftKey)) this.#drop(draftKey)
    for (const [draftKey, text] of texts) {
      if (this.#written.get(draftKey) !== text) await this.#store(draftKey, text).catch(() => unkept.push(draftKey))
    }
    sessionStorage.setItem(tabName, JSON.stringify([...this.#held.keys()]))
    return unkept
  }

  async #store(draftKey: string, text: string): Promise<void> {
    await this.#hold(draftKey)
    const name = copyPrefix + draftKey
    localStorage.setItem(name, JSON.stringify(await seal(await this.#newestKey(), name, text)))
    this.#written.set(draftKey, text)
  }

  #drop(draftKey: string): void {
    localStorage.removeItem(copyPrefix + draftKey)
    this.#written.delete(draftKey)
    this.#held.get(draftKey)?.()
    this.#held.delete(draftKey)
  }

  /** A draft is one tab's at a time. Where the browser knows no locks the last one to write wins. */
  #hold(draftKey: string, patienceMs = 0): Promise<boolean> {
    if (this.#held.has(draftKey)) return Promise.resolve(true)
    const locks = (navigator as Partial<Navigator>).locks
    if (!locks) {
      this.#held.set(draftKey, () => undefined)
      return Promise.resolve(true)
    }
    const how =
      patienceMs === Infinity
        ? {}
        : patienceMs > 0
          ? { signal: AbortSignal.timeout(patienceMs) }
          : { ifAvailable: true }
    return new Promise((resolve) => {
      const isOver = locks.request(copyPrefix + draftKey, how, (lock) => {
        resolve(lock !== null)
        if (!lock) return undefined
        return new Promise<void>((release) => this.#held.set(draftKey, release))
      })
      isOver.catch(() => resolve(false))
    })
  }

  async #open(name: string): Promise<Draft | null> {
    const copy = JSON.parse(localStorage.getItem(name) ?? 'null') as Copy | null
    const key = (await this.#ownKeys()).find(({ id }) => id === copy?.keyId)
    if (!copy || !key) return null
    const how = { name: 'AES-GCM', iv: bytesOf(copy.nonce), additionalData: new TextEncoder().encode(name) }
    const bytes = new Uint8Array(await crypto.subtle.decrypt(how, key.key, bytesOf(copy.data)))
    const draft: unknown = JSON.parse(await unpack({ bytes, isPacked: copy.isPacked === true }))
    return isDraft(draft) ? draft : null
  }

  async #newestKey(): Promise<Key> {
    const key = (await this.#ownKeys()).at(-1)
    if (!key) throw new Error('There is no key')
    return key
  }

  /** Asked for once; after a failure once more with the next change. */
  #ownKeys(): Promise<Key[]> {
    this.#keys ??= askForKeys().catch((error: unknown) => {
      this.#keys = null
      throw error
    })
    return this.#keys
  }
}

let opened: Vault | undefined
export const vault = (): Vault => (opened ??= new Vault())

/** For tests: as in a page that was just loaded. */
export function forgetVault(): void {
  opened = undefined
}

async function askForKeys(): Promise<Key[]> {
  const { items } = await call(openDraftKeys, { body: { known: keyIds() } }, { signInAgain: false })
  const imported = await Promise.all(items.map(importKey))
  localStorage.setItem(keyIdsName, JSON.stringify([...new Set([...keyIds(), ...items.map(({ id }) => id)])].slice(-20)))
  return imported
}

/** The keys used in this browser, by name. */
const keyIdsName = 'curbcut.draft-keys'
const keyIds = () => namesIn(localStorage, keyIdsName)
const tabKeys = () => namesIn(sessionStorage, tabName)

function namesIn(storage: Storage, name: string): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(name) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

async function importKey({ id, key }: DraftKey): Promise<Key> {
  return { id, key: await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']) }
}

async function seal({ id, key }: Key, name: string, text: string): Promise<Copy> {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const how = { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(name) }
  const { bytes, isPacked } = await pack(text)
  const data = new Uint8Array(await crypto.subtle.encrypt(how, key, bytes))
  return { keyId: id, nonce: textOf(nonce), data: textOf(data), isPacked }
}

/** Base64. Browsers that can do it themselves (Baseline 2025) take no time over a long text. */
function textOf(bytes: Uint8Array & { toBase64?: () => string }): string {
  if (bytes.toBase64) return bytes.toBase64()
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}

/** Takes base64 of both alphabets. */
function bytesOf(encoded: string): Uint8Array<ArrayBuffer> {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
}

/** A page that went away while sending does not know what became of it; uploads went away with it. */
function interrupted(kept: Draft): Draft {
  const document = (kept.document as Draft['document'] | undefined) ?? null
  const draft = { ...kept, document: document && markRaw(document) }
  const files = draft.files.map((file) => (file.state === 'arriving' ? { ...file, state: 'failed' as const } : file))
  return { ...draft, files, state: draft.state === 'sending' ? 'unknown' : draft.state }
}

const textFields = ['key', 'idempotencyKey', 'kind', 'owner', 'from', 'subject', 'text', 'state'] as const
const listFields = ['to', 'cc', 'bcc', 'files'] as const

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  return (
    textFields.every((name) => typeof fields[name] === 'string') &&
    listFields.every((name) => Array.isArray(fields[name])) &&
    typeof fields['changedAtMs'] === 'number' &&
    typeof fields['place'] === 'object'
  )
}
