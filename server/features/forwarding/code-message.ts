import { randomUUID } from 'node:crypto'
import type { HeldMessage } from '#server/mail/message-bytes.ts'
import { buildMessage } from '#server/mail/mime/build-message.ts'

const limitBytes = 100_000

export interface CodeLetter {
  organisation: string
  from: { name: string; address: string }
  to: string
  code: string
  nowMs: number
}

/**
 * What goes to an address that mail is to be forwarded to, in both of our languages: nobody knows which they read there. It says what
 * giving the code away means, for whoever is asked for it without knowing why. Whoever has it made discards it.
 */
export async function codeMessage({ organisation, from, to, code, nowMs }: CodeLetter): Promise<HeldMessage> {
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`
  const { toSend } = await buildMessage(
    {
      ...{ from, to: [{ name: '', address: to }], cc: [], bcc: [], inReplyTo: null, references: [], attachments: [] },
      ...{ dateMs: nowMs, subject: `Forwarding code from ${organisation} / Código de reenvío` },
      text: [english(from, organisation, shown), spanish(from, organisation, shown)].join('\n\n'),
      messageId: `<${randomUUID()}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    },
    limitBytes,
  )
  return toSend
}

const nameOf = ({ name, address }: CodeLetter['from']) => (name ? `${name} (${address})` : address)

const english = (from: CodeLetter['from'], organisation: string, code: string) =>
  `${nameOf(from)}, ${organisation}, wants to have mail forwarded to this address.

The code for it: ${code}

It counts for 24 hours. If you agree, give the code to them and to nobody else. If you know nothing of this, you need not do anything: nothing is forwarded without the code.`

const spanish = (from: CodeLetter['from'], organisation: string, code: string) =>
  `${nameOf(from)}, ${organisation}, quiere que se reenvíe correo a esta dirección.

El código para ello: ${code}

Vale durante 24 horas. Si está de acuerdo, dé el código a esa persona y a nadie más. Si no sabe nada de esto, no tiene que hacer nada: sin el código no se reenvía nada.`
