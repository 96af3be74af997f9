import { join } from 'node:path'
import { build, type Rolldown } from 'vite'

/** A file of the build by its path in the address, such as `/assets/app-1234.js`. */
export type Files = ReadonlyMap<string, string | Uint8Array>

/** The product, built without shortening names, with the place of every source file in it. */
export interface ReadableBuild {
  files: Files
  /** What each source file has become, in one piece or more, and the built file it is in. */
  pieces: readonly { source: string; builtInto: string; text: string }[]
}

const client = join(import.meta.dirname, '../../client')

/** Builds the client into memory as it is shipped, but for short names and compressed copies. */
export async function makeReadableBuild(): Promise<ReadableBuild> {
  const built = (await build({
    root: client,
    configFile: join(client, 'vite.config.ts'),
    logLevel: 'error',
    // Comments and unused code stay, so that each file's code stands in the chunk letter by letter.
    build: { write: false, minify: false, rolldownOptions: { output: { comments: true, minify: false } } },
  })) as Rolldown.RolldownOutput
  const pieces = built.output.flatMap((file) =>
    file.type !== 'chunk'
      ? []
      : Object.entries(file.modules).flatMap(([source, { code }]) =>
          piecesOf(code ?? '').map((text) => ({ source, builtInto: `/${file.fileName}`, text })),
        ),
  )
  const files = built.output.map(
    (file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source] as const,
  )
  return { files: new Map(files), pieces }
}

/** Lines that load something later are changed when the files are put together; what stands between them stays as it is. */
function piecesOf(code: string): string[] {
  return code.split(/^.*__VITE_PRELOAD__.*$/m).filter((text) => text.trim() !== '')
}
