/** Charsets of DOS that mail still comes in and browsers do not know: what their bytes from 0x80 on stand for. */
const upperHalves: Readonly<Record<string, string>> = {
  '850':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  '437':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
}

/** Other names of charsets the Encoding Standard knows. */
const otherNames: Readonly<Record<string, string>> = { macroman: 'macintosh', 'mac-roman': 'macintosh' }

/** The name the Encoding Standard has for a charset, or the same name. */
export function knownName(label: string): string {
  return otherNames[label] ?? label
}

/** Text in a charset of DOS, or null when it is none of those. */
export function decodeOldCharset(bytes: Buffer, label: string): string | null {
  const upper = upperHalves[/^(?:cp|ibm|ibm-|cspc|cp-)?(850|437)(?:multilingual)?$/.exec(label)?.[1] ?? '']
  if (upper === undefined) return null
  return bytes.toString('latin1').replaceAll(/[\u0080-\u00ff]/g, (byte) => upper[byte.charCodeAt(0) - 0x80] ?? '')
}
