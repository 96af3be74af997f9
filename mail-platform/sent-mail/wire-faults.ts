/** RFC 5322, 2.1.1. */
const longestLine = 998

/** Fields of which there may be one (RFC 5322, 3.6), and how they look. */
const needed: Record<string, RegExp> = {
  From: /<[^<>@\s]+@[^<>@\s]+>$|^[^\s@]+@[^\s@]+$/,
  Date: /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/,
  'Message-ID': /^<[\w.-]+@[^<>@\s]+>$/,
  'MIME-Version': /^1\.0$/,
}

/**
 * What is wrong with a message on the wire, each in a sentence; none where it is as RFC 5322 and MIME have it. Somebody else's
 * message that is sent on as it is has faults of its own: for it this says nothing.
 */
export function wireFaultsOf(raw: Buffer): string[] {
  const source = raw.toString('latin1')
  const end = source.indexOf('\r\n\r\n')
  const header = end < 0 ? source : source.slice(0, end)
  const fields = header.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  if (fields.some((field) => /^Resent-/i.test(field))) return []
  const valuesOf = (name: string) =>
    fields.filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`)).map((field) => valueOf(field))
  const faults = Object.entries(needed).flatMap(([name, form]) => {
    const values = valuesOf(name)
    if (values.length !== 1) return [`${name} is there ${values.length} times.`]
    return form.test(values[0] ?? '') ? [] : [`${name} is malformed.`]
  })
  if (end < 0) faults.push('There is no empty line after the header.')
  if (/[^\r]\n|\r[^\n]/.test(source)) faults.push('A line ends in something else than CR LF.')
  if (source.split('\r\n').some((line) => line.length > longestLine))
    faults.push(`A line is over ${longestLine} bytes.`)
  if (/[^\t\r\n -~]/.test(header)) faults.push('The header has bytes that are not ASCII.')
  if (fields.some((field) => !/^[\x21-\x39\x3b-\x7e]+: ?/.test(field))) faults.push('A line of the header is no field.')
  if (fields.some((field) => /^X-Curbcut-/i.test(field))) faults.push('A field of a draft was sent.')
  return faults
}

const valueOf = (field: string) => field.slice(field.indexOf(':') + 1).trim()
