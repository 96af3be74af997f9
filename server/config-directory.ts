import * as z from 'zod'
import { hostName, path, port, tlsServer } from './config-parts.ts'

const attributeName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of an LDAP attribute')
const filter = z.string().regex(/^\(.*\)$/s, 'must be an LDAP filter in brackets')

const anyDirectory = {
  ...tlsServer,
  bindDn: z.string().min(1),
  passwordFile: path,
  baseDn: z.string().min(1),
  attributes: z
    .strictObject({
      userName: attributeName.default('uid'),
      name: attributeName.default('cn'),
      groupName: attributeName.default('description'),
      address: attributeName.default('mail'),
      aliases: attributeName.default('mailLocalAddress'),
      pausedAddress: attributeName.default('mailPausedAddress'),
      pausedReply: attributeName.default('mailPausedReply'),
      sendAs: attributeName.default('mailSendAs'),
      sendOnBehalf: attributeName.default('mailSendOnBehalf'),
      givenName: attributeName.default('givenName'),
      surname: attributeName.default('sn'),
      title: attributeName.default('title'),
      department: attributeName.default('departmentNumber'),
      member: attributeName.default('member'),
      outsideMember: attributeName.default('rfc822MailMember'),
      owner: attributeName.default('owner'),
      groupText: attributeName.default('info'),
      joining: attributeName.default('mailListJoining'),
      posting: attributeName.default('mailListPoster'),
      telephone: attributeName.default('telephoneNumber'),
      mobile: attributeName.default('mobile'),
      photo: attributeName.default('jpegPhoto'),
      departmentName: attributeName.default('ou'),
    })
    .prefault({}),
  filters: z
    .strictObject({
      person: filter.default('(objectClass=inetOrgPerson)'),
      active: filter.optional(),
      roleMailbox: filter.default('(employeeType=role)'),
      mayForward: filter.optional(),
      group: filter.default('(objectClass=groupOfNames)'),
      department: filter.default('(objectClass=organizationalUnit)'),
    })
    .prefault({}),
}

export const directory = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  ...anyDirectory,
  forPrograms: z
    .strictObject({ host: hostName, port: port.default(636), baseDn: z.string(), bindDn: z.string() })
    .optional(),
})

/** Further directories people are looked up in; nobody signs in by them. */
export const otherDirectory = z.strictObject({
  ...anyDirectory,
  name: z.string().min(1).max(100),
  kind: z.enum(['internal', 'external']).default('internal'),
})
