import { readdirSync, readFileSync } from 'node:fs'

const directory = new URL('./corpus/', import.meta.url)

export interface CorpusScript {
  /** The file, and which line ends it has been given. */
  name: string
  source: string
  /** False for what the mail platform does not offer. */
  isForPlatform: boolean
}

/** Short scripts, several for each extension; the line before each says its name. */
function collection(): [string, string][] {
  const [, ...parts] = readFileSync(new URL('collection.txt', directory), 'utf8').split(/^==== (.*)\n/m)
  return parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ''] as [string, string]] : []))
}

/**
 * Scripts as people and programs write them: the file name begins with whose shape it has. Each twice, as it is and with CRLF
 * as servers hand them out.
 */
export function corpus(): CorpusScript[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sieve'))
  const scripts = files.sort().map((file): [string, string] => [file, readFileSync(new URL(file, directory), 'utf8')])
  return [...scripts, ...collection()].flatMap(([file, source]) => {
    const isForPlatform = !file.startsWith('elsewhere-')
    const withCrlf = source.replace(/\r?\n/g, '\r\n')
    return [
      { name: file, source, isForPlatform },
      { name: `${file} with CRLF`, source: withCrlf, isForPlatform },
    ]
  })
}
