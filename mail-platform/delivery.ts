import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Platform } from './platform.ts'

const patienceMs = 30_000

/**
 * Hands a message to Postfix as a server of another organisation would, and waits until it has left the queue, so that
 * it is in the mailbox (or wherever the person's Sieve script put it) when this returns.
 * @param eml the message, header and body; `Return-Path` or `From` gives the envelope sender
 * @param log Postfix's log
 * @throws when the address is refused, the mailbox is full, or the mail is not delivered within half a minute
 */
export async function deliver(platform: Platform, log: string, eml: Buffer | string, to: string): Promise<void> {
  const before = statSync(log).size
  const transport = createTransport({
    host: platform.host,
    port: platform.ports.incoming,
    requireTLS: true,
    tls: { ca: readFileSync(platform.caFile), servername: 'localhost' },
    name: 'sender.example',
  })
  try {
    // With its size (RFC 1870) a message that does not fit is refused before it is accepted.
    const envelope = { from: senderOf(eml), to, size: Buffer.byteLength(eml) }
    const { response } = await transport.sendMail({ envelope, raw: eml })
    const queueId = / queued as (\w+)/.exec(response)?.[1]
    if (!queueId) throw new Error(`Postfix gave no queue id: ${response}`)
    await hasLeftQueue(log, before, queueId)
  } finally {
    transport.close()
  }
}

async function hasLeftQueue(log: string, from: number, queueId: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    const lines = readFrom(log, from)
      .split('\n')
      .filter((line) => line.includes(` ${queueId}: `))
    const failed = lines.find((line) => /status=(bounced|deferred)/.test(line))
    if (failed) throw new Error(`The message was not delivered: ${failed.slice(failed.indexOf('status='))}`)
    if (lines.some((line) => line.endsWith(`${queueId}: removed`))) return
    await wait(20)
  }
  throw new Error(`The message (${queueId}) is still in the queue; see ${log}.`)
}

function readFrom(path: string, position: number): string {
  const length = Math.max(0, statSync(path).size - position)
  const buffer = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, length, position))
  } finally {
    closeSync(file)
  }
}

/** The address in Return-Path, else the first in From; the empty sender when there is neither. */
function senderOf(eml: Buffer | string): string {
  const message = typeof eml === 'string' ? eml : eml.toString('latin1')
  const header = message.split(/\r?\n\r?\n/, 1)[0]?.replaceAll(/\r?\n[ \t]+/g, ' ') ?? ''
  // What comes back as undeliverable has none (RFC 5321, 4.5.5).
  if (/^return-path:[ \t]*<>/im.test(header)) return ''
  for (const field of ['return-path', 'from']) {
    const value = new RegExp(`^${field}:(.*)$`, 'im').exec(header)?.[1]
    // A report (RFC 5321, 4.5.5).
    if (value?.trim() === '<>') return ''
    const address = value && /([^\s<>,;:"()]+@[^\s<>,;:"()]+)/.exec(value)?.[1]
    if (address) return address
  }
  return ''
}
