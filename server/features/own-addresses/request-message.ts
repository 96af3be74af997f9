import { randomUUID } from 'node:crypto'
import type { HeldMessage } from '#server/mail/message-bytes.ts'
import { buildMessage } from '#server/mail/mime/build-message.ts'
import type { RequestNews } from './address-book.ts'

const limitBytes = 100_000

export interface RequestLetter {
  what: RequestNews['what']
  from: { name: string; address: string }
  to: readonly string[]
  request: RequestNews['request']
  refusal: string | null
  /** Where it is seen and answered. */
  url: string
  nowMs: number
}

/** What is told of an address that somebody asked for, in both of our languages. Whoever has it made discards it. */
export async function requestMessage(letter: RequestLetter): Promise<HeldMessage> {
  const { from, to, nowMs, url } = letter
  const { subject, lines } = wordsOf(letter)
  const { toSend } = await buildMessage(
    {
      ...{ from, to: to.map((address) => ({ name: '', address })), cc: [], bcc: [], attachments: [], references: [] },
      ...{ inReplyTo: null, dateMs: nowMs, subject, text: [...lines, url].join('\n\n') },
      messageId: `<${randomUUID()}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    },
    limitBytes,
  )
  return toSend
}

function wordsOf({ what, request, refusal }: RequestLetter): { subject: string; lines: string[] } {
  const { address, note, name, main } = request
  const who = `${name} (${main})`
  if (what === 'asked') {
    const [why, razon] = note ? [`\nWhat it is for: ${note}`, `\nPara qué es: ${note}`] : ['', '']
    return {
      subject: 'An address waits for your approval / Una dirección espera su aprobación',
      lines: [`${who} asks for the address ${address}.${why}`, `${who} pide la dirección ${address}.${razon}`],
    }
  }
  if (what === 'approved')
    return {
      subject: 'Your new address is approved / Su nueva dirección está aprobada',
      lines: [`${address} is yours, and takes mail now.`, `${address} es suya y ya recibe correo.`],
    }
  return {
    subject: 'Your new address was not approved / Su nueva dirección no se ha aprobado',
    lines: [`${address} was not approved: ${refusal}`, `${address} no se ha aprobado: ${refusal}`],
  }
}
