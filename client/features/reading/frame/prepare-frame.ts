import { t } from '#client/i18n/i18n.ts'
import { afterReading } from '#client/mail/after-reading.ts'
import type { CleanMail } from '#client/mail/received/clean.ts'
import type { Readable } from '#client/mail/received/reading/readable.ts'
import { subjectOf } from '#client/mail/sender-name.ts'
import { type Message } from '#contract/messages.ts'
import { giveLook, keepsColours, load, lookOf, markupOf, newFrame } from './mail-frame.ts'
import { readyFrames, shownIn } from './ready-frames.ts'

/** The next message, and the one before. */
const most = 2
let waitingRoom: HTMLElement | null = null

/**
 * Loads what a message will be read in before it is opened, when the page has nothing else to do. The frame stands outside of
 * what is seen, read and reached, as wide as the last message was shown, and can load nothing. Only where the browser can move a
 * frame without loading it again.
 */
export async function prepareFrame(
  message: Message,
  { clean, readable }: { clean: CleanMail; readable: Readable },
): Promise<void> {
  const view = message.chosenView ?? (readable.isNeeded ? 'reading' : 'original')
  if (!('moveBefore' in Element.prototype) || view === 'text') return
  const shown = view === 'reading' ? readable.mail : clean
  const markup = markupOf(message, shown, subjectOf(message))
  if (readyFrames.has(markup)) return
  await afterReading()
  const place = shownIn()
  if (!place) return
  const frame = newFrame()
  frame.title = t('reading.messageText')
  const keepsOwn = keepsColours(shown)
  frame.classList.toggle('paper', keepsOwn)
  load(frame, markup)
  room(place).append(frame)
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  // Two may have asked for it at the same time.
  if (readyFrames.has(markup)) {
    frame.remove()
    return
  }
  readyFrames.set(markup, { frame, look: lookOf(keepsOwn), undoReadable: giveLook(frame, keepsOwn) })
  for (const [oldest, { frame: leaving }] of readyFrames) {
    if (readyFrames.size <= most) break
    readyFrames.delete(oldest)
    leaving.remove()
  }
}

function room(place: HTMLElement): HTMLElement {
  if (!waitingRoom) {
    waitingRoom = document.createElement('div')
    waitingRoom.className = 'ready-frames'
    waitingRoom.inert = true
    document.body.append(waitingRoom)
  }
  if (place.isConnected) waitingRoom.style.inlineSize = `${place.clientWidth}px`
  return waitingRoom
}
