import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport, type SentMessageInfo } from 'nodemailer'
import { connectImap } from '../dovecot/connect.ts'
import type { Platform } from '../platform.ts'

/** A short plain message, as another organisation might send it. */
export function message(subject: string, { from = 'zoe@outside.example', body = 'Hello.' } = {}): string {
  return [
    `From: Zoe Outside <${from}>`,
    'To: someone@example.gov',
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: <${crypto.randomUUID()}@outside.example>`,
    '',
    body,
    '',
  ].join('\r\n')
}

/** Signs in and out by IMAP. @throws when the server refuses */
export async function signIn(
  platform: Platform,
  auth: { user: string; pass: string } | { user: string; accessToken: string },
): Promise<void> {
  const { host, ports, caFile } = platform
  const client = new ImapFlow({
    ...{ host, port: ports.imaps, secure: true, tls: { ca: readFileSync(caFile) }, auth, logger: false },
  })
  client.on('error', () => undefined)
  await client.connect()
  await client.logout()
}

/** Runs something on one person's IMAP connection. */
export async function asPerson<Result>(
  platform: Platform,
  uid: string,
  action: (client: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const client = await connectImap(platform, uid)
  try {
    return await action(client)
  } finally {
    await client.logout()
  }
}

/** Subjects of a folder, oldest first. */
export function subjectsOf(platform: Platform, uid: string, folder = 'INBOX'): Promise<string[]> {
  return asPerson(platform, uid, async (client) => {
    await client.mailboxOpen(folder, { readOnly: true })
    const subjects: string[] = []
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) subjects.push(envelope?.subject ?? '')
    return subjects
  })
}

/** Sends as a person signed in with their password. @throws with the server's answer */
export function submit(
  platform: Platform,
  uid: string,
  { from, to, subject }: { from: string; to: string; subject: string },
): Promise<SentMessageInfo> {
  const transport = createTransport({
    host: platform.host,
    port: platform.ports.submission,
    secure: true,
    tls: { ca: readFileSync(platform.caFile) },
    auth: { user: uid, pass: `${uid}-demo-pass` },
  })
  return transport.sendMail({ from, to, subject, text: 'Hello.' }).finally(() => transport.close())
}

/** Waits for a message with a subject to leave the organisation, and gives its file's text. */
export async function receivedOutside({ outsideDirectory }: Platform, subject: string): Promise<string> {
  return eventually(`mail outside with subject ${subject}`, () =>
    readdirSync(outsideDirectory)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(join(outsideDirectory, name), 'utf8'))
      .find((text) => text.includes(`Subject: ${subject}`)),
  )
}

/** Looks again and again until there is something to see. @throws after twenty seconds */
export async function eventually<Result>(
  what: string,
  look: () => Promise<Result | undefined> | Result | undefined,
): Promise<Result> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    const seen = await look()
    if (seen !== undefined) return seen
    await wait(50)
  }
  throw new Error(`Waited in vain for ${what}.`)
}
