const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Tells whether HTML names an address, as text or in an attribute. So tickets are made only for what a message really asks for,
 * and the server is no way out to the web for anything else.
 */
export function namesAddress(html: string): (address: string) => boolean {
  const plain = html.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, whole)
  return (address) =>
    plain.includes(address) || html.includes(address) || plain.includes(address.replace(/^https:/, ''))
}

function whole(written: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return names[name.toLowerCase()] ?? written
  const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}
