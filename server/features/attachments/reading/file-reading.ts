import { type FileReading } from '#contract/file-reading.ts'
import { nothingKnown } from './findings.ts'
import { readOfficeOpenXml } from './office-open-xml.ts'
import { readOpenDocument } from './open-document.ts'
import { pdfReadingOf } from './pdf-reading.ts'
import { zipParts } from './zip-parts.ts'

/** What a file has for people who do not see it, by its content. */
export async function fileReadingOf(file: Buffer): Promise<FileReading> {
  if (file.toString('latin1', 0, 2) !== 'PK') return pdfReadingOf(file)
  const parts = await zipParts(file)
  if (!parts) return nothingKnown
  return (await readOpenDocument(parts)) ?? (await readOfficeOpenXml(parts)) ?? nothingKnown
}
