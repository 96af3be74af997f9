import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

/** A user of this machine, as in the password file. */
interface SystemUser {
  name: string
  uid: number
  gid: number
}

/**
 * Who the platform's programs run as. Started by root, each daemon gets the unprivileged user its Debian package made
 * for it; started by anyone else, Dovecot and slapd run as that person and only Postfix needs sudo.
 */
export interface Account {
  self: SystemUser
  isRoot: boolean
  /** Owns the mailboxes. */
  mail: SystemUser
  /** Runs slapd. */
  directory: SystemUser
  /** Runs Dovecot's own processes. */
  dovecot: SystemUser
  /** Runs Dovecot's login processes, which strangers talk to. */
  dovecotLogin: SystemUser
  postfix: SystemUser
  /** Runs Radicale. */
  addressBooks: SystemUser
}

/** @throws when a Debian package that brings one of the users is not installed. */
export function readAccount(): Account {
  const { username, uid, gid } = userInfo()
  const self = { name: username, uid, gid }
  const isRoot = uid === 0
  const users = readUsers()
  const find = (name: string): SystemUser => {
    const user = users.get(name)
    if (!user) throw new Error(`The system user "${name}" does not exist: its Debian package is not installed.`)
    return user
  }
  const own = (name: string): SystemUser => (isRoot ? find(name) : self)
  return {
    self,
    isRoot,
    mail: own('mail'),
    directory: own('openldap'),
    dovecot: own('dovecot'),
    dovecotLogin: own('dovenull'),
    postfix: find('postfix'),
    addressBooks: own('radicale'),
  }
}

function readUsers(): Map<string, SystemUser> {
  const users = new Map<string, SystemUser>()
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name && uid && gid) users.set(name, { name, uid: Number(uid), gid: Number(gid) })
  }
  return users
}
