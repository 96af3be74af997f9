/**
 * Puts text between the marks `<!-- begin NAME -->` and `<!-- end NAME -->` of a Markdown document, which scripts fill in.
 * Throws when the marks are not there.
 */
export function replaceSection(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`]
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from === -1 || to < from) throw new Error(`The document has no section "${name}".`)
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`
}
