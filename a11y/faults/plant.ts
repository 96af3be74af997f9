import { join } from 'node:path'
import { type Files, type ReadableBuild } from './readable-build.ts'
import { type SeededFault } from './seeded-fault.ts'

const client = join(import.meta.dirname, '../../client')

/**
 * The files of the product with one fault in them.
 * @throws {Error} when there is nothing to change, because then nothing would be tested
 */
export function plant(build: ReadableBuild, { name, within, from, to }: SeededFault): Files {
  const files = new Map(build.files)
  for (const { file, text } of placesIn(build, within)) {
    const whole = files.get(file)
    if (typeof whole !== 'string' || !text.includes(from) || !whole.includes(text)) continue
    const changed = text.replaceAll(from, () => to)
    files.set(
      file,
      whole.replace(text, () => changed),
    )
  }
  const isChanged = [...files].some(([file, content]) => content !== build.files.get(file))
  if (!isChanged) throw new Error(`"${name}" was not planted: the built ${within} has no ${JSON.stringify(from)}`)
  return files
}

function placesIn({ files, pieces }: ReadableBuild, within: string): { file: string; text: string }[] {
  if (/\.(?:css|html)$/.test(within)) {
    const ending = within.slice(within.lastIndexOf('.'))
    return [...files].flatMap(([file, content]) =>
      file.endsWith(ending) && typeof content === 'string' ? [{ file, text: content }] : [],
    )
  }
  const own = pieces.filter(({ source }) => source.split('?')[0] === join(client, within))
  return own.map(({ builtInto, text }) => ({ file: builtInto, text }))
}
