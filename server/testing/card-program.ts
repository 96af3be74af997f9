import { openAppPasswords } from '#server/served-contacts.ts'
import { openSealer } from '#server/storage/sealing.ts'
import type { TestApp } from './test-app.ts'

export interface Said {
  status: number
  headers: Headers
  text: string
}
export type Ask = (method: string, path: string, body?: string, headers?: Record<string, string>) => Promise<Said>

export const cardNames = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"'
export const propfind = (list: string): string => `<propfind ${cardNames}><prop>${list}</prop></propfind>`
export const hrefs = ({ text }: Said): string[] =>
  [...text.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href]) => href ?? '')

/** A program that signs in as somebody, by a password of its own. */
export async function programOf({ url, storage, storageDirectory }: TestApp, user: string): Promise<Ask> {
  const passwords = openAppPasswords({ storage, sealer: openSealer(storageDirectory) } as never)
  const secret = Buffer.from(`${user}:${await passwords.make(user, 'Phone')}`).toString('base64')
  return async (method, path, body, headers = {}) => {
    const all = { authorization: `Basic ${secret}`, ...headers }
    const answer = await fetch(url + path, {
      ...{ method, headers: all, redirect: 'manual' },
      ...(body !== undefined && { body }),
    })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
}

/** Where the book of whoever the program signs in as is. */
export async function bookOf(program: Ask): Promise<string> {
  const principal = await program('PROPFIND', '/dav/', propfind('<current-user-principal/>'), { depth: '0' })
  return `${hrefs(principal).at(-1)}contacts/`
}
