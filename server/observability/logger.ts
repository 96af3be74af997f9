import { destination as openDestination, pino, type DestinationStream } from 'pino'

/**
 * Everything a log line may hold; whatever is not named here is not written. No subjects, addresses, file names, search
 * words, bodies, passwords or tokens: people are told apart by `account`, a keyed fingerprint.
 */
export interface LogFields {
  requestId?: string
  method?: string
  endpoint?: string
  status?: number
  durationMs?: number
  problem?: string
  errorName?: string
  errorCode?: string
  /** Where it happened: function names and places in our code, never the message of the error. */
  frames?: string
  /** The fingerprint of who acted for the account. */
  by?: string
  account?: string
  network?: string
  service?: string
  outcome?: string
  count?: number
  port?: number
}

const allowed: Readonly<Record<keyof LogFields, 'string' | 'number'>> = {
  requestId: 'string',
  method: 'string',
  endpoint: 'string',
  status: 'number',
  durationMs: 'number',
  problem: 'string',
  errorName: 'string',
  errorCode: 'string',
  frames: 'string',
  by: 'string',
  account: 'string',
  network: 'string',
  service: 'string',
  outcome: 'string',
  count: 'number',
  port: 'number',
}

export interface Logger {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** Writes what still waits; before the process ends. */
  flush(): void
}

/** The one way to write a log line: JSON, one object a line, fields checked at run time too. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime }
  // Lines are written together, at most half a second later: a write for each request would cost more than many requests do.
  const standardOutput = () => openDestination({ dest: 1, minLength: 8_192, periodicFlush: 500, sync: true })
  const sink = pino(options, destination ?? standardOutput())
  return {
    info: (event, fields) => sink.info(onlyAllowed(fields), event),
    warn: (event, fields) => sink.warn(onlyAllowed(fields), event),
    error: (event, fields) => sink.error(onlyAllowed(fields), event),
    flush: () => sink.flush(),
  }
}

function onlyAllowed(fields: LogFields = {}): LogFields {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (allowed[name as keyof LogFields] !== typeof value) continue
    kept[name] = typeof value === 'string' ? value.slice(0, 2_000) : value
  }
  return kept
}

/** What may be known about an unexpected error: its name, code and where it came from, but not its words. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const { name, stack = '', cause } = error
  const code = (error as { code?: unknown }).code
  const frames = stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .join('\n')
  const causeCode = cause instanceof Error ? (cause as { code?: unknown }).code : undefined
  const known = typeof code === 'string' ? code : causeCode
  return { errorName: name, frames, ...(typeof known === 'string' ? { errorCode: known } : {}) }
}
