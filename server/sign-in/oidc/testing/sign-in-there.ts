import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'

interface Answer {
  status: number
  location: string | null
}

/**
 * Signs somebody in at the platform's provider as a browser would, from the address Curbcut has sent it to. Gives where the provider
 * sends it back to.
 */
export async function signInThere(
  address: string,
  { name, password }: { name: string; password: string },
  caFile: string,
): Promise<string> {
  const cookies = new Map<string, string>()
  const ca = readFileSync(caFile)
  const ask = (url: URL, form?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = {
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      }
      const outgoing = request(url, { ca, headers, method: form === undefined ? 'GET' : 'POST' }, (incoming) => {
        for (const set of incoming.headers['set-cookie'] ?? []) {
          const [pair = ''] = set.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const { statusCode: status = 0, headers: given } = incoming
        text(incoming).then(() => resolve({ status, location: given.location ?? null }), reject)
      })
      outgoing.on('error', reject)
      outgoing.end(form)
    })
  let at = new URL(address)
  const home = at.origin
  for (let steps = 0; steps < 10; steps += 1) {
    const { status, location } = await ask(at)
    const next = location ?? (await ask(at, new URLSearchParams({ name, password }).toString())).location
    if (next === null) throw new Error(`The provider answered ${status}`)
    at = new URL(next, at)
    if (at.origin !== home) return at.href
  }
  throw new Error('The provider leads round in circles')
}
