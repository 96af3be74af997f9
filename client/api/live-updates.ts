import { liveEvents, type LiveEvent } from '#contract/events.ts'

export type LiveState = 'connecting' | 'open' | 'lost'

export interface LiveUpdatesOptions {
  onEvent(event: LiveEvent): void
  /** `missed` is true when the stream was lost before, so that events may have gone by unheard. */
  onState(state: LiveState, missed: boolean): void
  /** For tests: makes the stream. */
  connect?: (url: string) => EventSource
}

const firstDelayMs = 1_000
const longestDelayMs = 30_000
/** Three signs of life are missing: the connection is dead, and the browser need not know for a quarter of an hour. */
const longestSilenceMs = 60_000
/** A new one that does not open in this time is not going to. */
const longestOpeningMs = 15_000

/**
 * Opens the stream of live events and keeps it open. The browser reconnects by itself after a network fault; after an
 * answer that is an error it gives up, and then we try again with growing pauses. A stream that says nothing for a minute is opened
 * anew: after sleep, or when a network goes without a word, the browser itself waits for many minutes. Nothing is asked of the server for that.
 * @returns a function that closes the stream for good.
 */
export function openLiveUpdates(options: LiveUpdatesOptions): () => void {
  const connect = options.connect ?? ((url) => new EventSource(url))
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let delayMs = firstDelayMs
  const silence = timerFor(openAnew)
  let wasOpen = false
  /** It was opened anew because of its silence, and has not answered yet. */
  let isDoubtful = false
  let closed = false

  function open(): void {
    source = connect(liveEvents.path)
    source.addEventListener('alive', isAlive)
    source.onopen = () => {
      isDoubtful = false
      isAlive()
      delayMs = firstDelayMs
      options.onState('open', wasOpen)
      wasOpen = true
    }
    source.onmessage = (message: MessageEvent<string>) => {
      isAlive()
      const event = readEvent(message.data)
      if (event) options.onEvent(event)
    }
    source.onerror = () => {
      silence.stop()
      options.onState('lost', true)
      if (source?.readyState !== EventSource.CLOSED || closed) return
      timer = setTimeout(open, delayMs)
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    }
  }

  const isAlive = () => silence.restart(longestSilenceMs)

  /** Nothing is said unless this does not help either: most come back at once, with one look at what was missed. */
  function openAnew(): void {
    if (isDoubtful) options.onState('lost', true)
    isDoubtful = true
    source?.close()
    open()
    silence.restart(longestOpeningMs)
  }

  options.onState('connecting', false)
  open()
  return () => {
    closed = true
    clearTimeout(timer)
    silence.stop()
    source?.close()
  }
}

function timerFor(run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  function restart(ms: number): void {
    stop()
    timer = setTimeout(run, ms)
  }
  return { restart, stop }
}

const knownTypes: Record<LiveEvent['type'], true> = {
  arrived: true,
  counts: true,
  flags: true,
  removed: true,
  grouped: true,
  folders: true,
  job: true,
  outbox: true,
  contacts: true,
  'mail-server': true,
  'session-ending': true,
  'session-ended': true,
}

/** The server checks what it sends; an event of a newer one that we do not know is skipped, not guessed at. */
function readEvent(data: string): LiveEvent | undefined {
  try {
    const event = JSON.parse(data) as LiveEvent
    return Object.hasOwn(knownTypes, event.type) ? event : undefined
  } catch {
    return undefined
  }
}
