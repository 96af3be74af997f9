import { readdirSync, readFileSync } from 'node:fs'

const directory = new URL('./corpus/', import.meta.url)

export interface CorpusScript {
  /** The file, and which line ends it has been given. */
  name: string
  source: string
  /** False for what the mail platform does not offer. */
  isForPlatform: boolean
}

/**
 * Scripts as people and programs write them: the file name begins with whose shape it has. Each twice, as it is and with CRLF
 * as servers hand them out.
 */
export function corpus(): CorpusScript[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sieve'))
    .sort()
    .flatMap((file) => {
      const source = readFileSync(new URL(file, directory), 'utf8')
      const isForPlatform = !file.startsWith('elsewhere-')
      const withCrlf = source.replace(/\r?\n/g, '\r\n')
      return [
        { name: file, source, isForPlatform },
        { name: `${file} with CRLF`, source: withCrlf, isForPlatform },
      ]
    })
}
