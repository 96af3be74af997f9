import { shallowReactive } from 'vue'
import { type Draft } from '#client/mail/draft.ts'
import { openVault } from '#client/mail/drafts/copies.ts'
import { ownerNow, useDrafts } from '#client/mail/drafts.ts'

/* One draft is one window's at a time: the lock on its copy says whose, and is free again however that window ended. */

const namePrefix = 'curbcut-writing-'
const channelName = 'curbcut.writing'
const lookEveryMs = 1_000

interface Word {
  draftKey: string
  /** `here`: the window has it. `close`: it is to give it back. */
  says: 'here' | 'close'
}

/** Whether this window was opened to write one message in. */
export const isOwnWindow = (): boolean => window.name.startsWith(namePrefix)

/** Without locks two windows could write the same draft. */
export const canOpenWindow = (): boolean => 'locks' in navigator && 'BroadcastChannel' in globalThis && !isOwnWindow()

/** Windows in which drafts of this one are written now. */
export const away = shallowReactive(new Map<string, Window>())
/** Those that came back without being asked for here: nothing is put before the person until they go on. */
export const returned = shallowReactive(new Set<string>())
const askedBack = new Set<string>()

/** Goes on with a draft in a window of its own. False where the browser opens none. */
export async function moveToWindow({ key }: Draft): Promise<boolean> {
  const opened = window.open(`/compose/${key}`, namePrefix + key, 'popup,width=720,height=840')
  if (!opened) return false
  const drafts = useDrafts()
  const heard = hear(key)
  await drafts.keepNow()
  const vault = await openVault()
  away.set(key, opened)
  vault.release(key)
  drafts.remove(key)
  void followBack(key, opened, heard)
  return true
}

/** Waits for the window to be done, however it ends, and takes back what it left. */
async function followBack(key: string, opened: Window, heard: Promise<void>): Promise<void> {
  await Promise.race([heard, closed(opened)])
  const draft = await (await openVault()).whenFree(key)
  away.delete(key)
  if (draft?.owner !== ownerNow()) return
  if (!askedBack.delete(key)) returned.add(key)
  useDrafts().restore(draft)
}

function hear(key: string): Promise<void> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(channelName)
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.draftKey !== key || data.says !== 'here') return
      channel.close()
      resolve()
    }
  })
}

/** No event tells of another window's end. */
function closed(opened: Window): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!opened.closed) return
      clearInterval(timer)
      resolve()
    }, lookEveryMs)
  })
}

/** Asks the window to give the draft back and close. */
export function askBack(draftKey: string): void {
  askedBack.add(draftKey)
  tell({ draftKey, says: 'close' })
}

function tell(word: Word): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(word)
  channel.close()
}

/** For the window itself: says that it has the draft, and calls when it is asked for. Gives what ends that. */
export function standIn(draftKey: string, giveBack: () => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.draftKey === draftKey && data.says === 'close') giveBack()
  }
  tell({ draftKey, says: 'here' })
  return () => channel.close()
}

let closing: (() => Promise<void>) | null = null

/** What closes this window in order. */
export function onClosing(act: (() => Promise<void>) | null): void {
  closing = act
}

export const closeInOrder = (): void => void closing?.()

/** Closes this window with the draft kept, for the one it came from or any later one. What is typed must be in it already. */
export async function closeWindow(draftKey: string): Promise<void> {
  const drafts = useDrafts()
  // A copy stays although all of it may have been saved: it is what the other window takes.
  drafts.shownKey = draftKey
  await drafts.keepNow()
  window.close()
}
