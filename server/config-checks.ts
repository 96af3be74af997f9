import type * as z from 'zod'
import type { keys } from './config-schema.ts'

type Keys = z.output<typeof keys>

/** What keys of the configuration ask of one another. */
export function checkTogether(
  { signIn, mail, aliases: own, lists, directory, otherDirectories, sharing, organisation }: Keys,
  context: z.RefinementCtx,
): void {
  if (signIn.secondStep !== 'off' && !directory) {
    const message = 'must be off without a directory: only it says which names are one person'
    context.addIssue({ code: 'custom', path: ['signIn', 'secondStep'], message })
  }
  if (signIn.passwordBy === 'directory' && (!directory || !mail.tokens)) {
    const message = 'needs a directory that knows the password, and mail.tokens, by which the mail is opened then'
    context.addIssue({ code: 'custom', path: ['signIn', 'passwordBy'], message })
  }
  if (signIn.passkeyIsEnough && (signIn.secondStep === 'off' || !mail.tokens)) {
    const message = 'needs signIn.secondStep, by which passkeys are set up, and mail.tokens, for it brings no password'
    context.addIssue({ code: 'custom', path: ['signIn', 'passkeyIsEnough'], message })
  }
  if (own && !directory) {
    const message = 'needs a directory, in which the addresses are kept'
    context.addIssue({ code: 'custom', path: ['aliases'], message })
  }
  if (lists && !directory) {
    const message = 'needs a directory, in which the lists are'
    context.addIssue({ code: 'custom', path: ['lists'], message })
  }
  checkDirectories({ directory, otherDirectories, organisation }, context)
  for (const key of ['groups', 'senders', 'handOverGroup'] as const) {
    if (!sharing[key] || directory) continue
    const message = 'needs a directory, which says who people and groups are'
    context.addIssue({ code: 'custom', path: ['sharing', key], message })
  }
  if (sharing.handOverGroup !== undefined && !mail.tokens) {
    const message = 'needs mail.tokens: whoever is away is not there to give a password'
    context.addIssue({ code: 'custom', path: ['sharing', 'handOverGroup'], message })
  }
  const needOurs = [...signIn.saml, ...signIn.oidc.filter(({ tokenForMail }) => tokenForMail === 'ours')]
  if (mail.masterUser && (mail.tokens || !directory)) {
    const message =
      'is for servers that take no tokens (mail.tokens), and needs a directory, which says whose mail it may open'
    context.addIssue({ code: 'custom', path: ['mail', 'masterUser'], message })
  }
  if (needOurs.length === 0 || mail.tokens || mail.masterUser) return
  const message = 'is missing: who signs in at a provider has no password, so the mail servers must take tokens'
  context.addIssue({ code: 'custom', path: ['mail', 'tokens'], message })
}

/** People tell directories apart by name alone. */
function checkDirectories(
  { directory, otherDirectories, organisation }: Pick<Keys, 'directory' | 'otherDirectories' | 'organisation'>,
  context: z.RefinementCtx,
): void {
  const names = [directory?.name ?? organisation]
  for (const [index, { name }] of otherDirectories.entries()) {
    const path = ['otherDirectories', index, 'name']
    if (names.includes(name))
      context.addIssue({
        code: 'custom',
        path,
        message: 'is the name of another directory: nobody could tell them apart',
      })
    names.push(name)
  }
  if (otherDirectories.length > 0 && !directory) {
    const message = 'needs a directory, by which people sign in and are known'
    context.addIssue({ code: 'custom', path: ['otherDirectories'], message })
  }
}
