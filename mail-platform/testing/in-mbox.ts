/** A message of an mbox as it was, its lines ended by CR LF. It is the first, second, and so on. */
export function inMbox(text: string, position: number): string {
  const message = text.split(/^From - .{24}\n/m)[position] ?? ''
  return message
    .slice(0, -1)
    .replaceAll(/^>(>*From )/gm, '$1')
    .replaceAll('\n', '\r\n')
}
