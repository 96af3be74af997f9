export interface DecodedScript {
  text: string
  /** False: some bytes were no UTF-8 and stand as U+FFFD in `text`, which therefore must not be written back. */
  isExact: boolean
}

/** The text of a script's bytes (UTF-8, RFC 5228, 2.1), a byte order mark included. */
export function decodeScript(bytes: Uint8Array): DecodedScript {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isExact: true }
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), isExact: false }
  }
}
