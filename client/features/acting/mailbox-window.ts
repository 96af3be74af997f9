/** Opens a mailbox in a window of its own, as large as this one: the person works in both, and each says whose it is. */
export function openMailboxWindow(address: string): void {
  window.open(address, '_blank', `popup,noopener,width=${window.innerWidth},height=${window.innerHeight}`)
}
