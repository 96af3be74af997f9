import { join } from 'node:path'
import { groupsDn, peopleDn, readerDn } from '../openldap/config.ts'
import { directorySocketUrl } from '../openldap/slapd.ts'
import type { Site } from '../site.ts'

/** Groups in groups, so deep; a circle of them ends by itself. */
const deepest = 10

export const groupsScriptOf = ({ layout }: Site) => join(layout.dovecot, 'groups-at-sign-in.sh')
export const groupsPasswordOf = ({ layout }: Site) => join(layout.dovecot, 'groups-reader.password')

/** Every sign-in to IMAP passes the script that says of which groups somebody is a member. */
export function groupServices(site: Site): string {
  return `service imap {
  executable = imap groups-at-sign-in
}
service groups-at-sign-in {
  executable = script-login ${groupsScriptOf(site)}
  user = ${site.account.mail.name}
  unix_listener groups-at-sign-in {
  }
}
`
}

/**
 * Dovecot counts groups in access lists only as it is told them (ACL_GROUPS) when somebody signs in: those whose member the
 * person is, and those whose members these groups are. Where the directory does not answer somebody has no groups and comes in all
 * the same. Names that would need quoting in a filter or in the list are left out.
 */
export function groupsScript(site: Site): string {
  return `#!/bin/sh
plain='*[!A-Za-z0-9._-]*'
known=,
case "$USER" in
  ''|$plain) ask= ;;
  *) ask="(member=uid=$USER,${peopleDn})" ;;
esac
depth=0
while [ -n "$ask" ] && [ $depth -lt ${deepest} ]; do
  names=$(ldapsearch -LLL -o ldif-wrap=no -o nettimeout=5 -x -H '${directorySocketUrl(site)}' -D '${readerDn}' \\
    -y '${groupsPasswordOf(site)}' -b '${groupsDn}' "(&(objectClass=groupOfNames)(|$ask))" cn 2>/dev/null | sed -n 's/^cn: //p')
  ask=
  IFS='
'
  for name in $names; do
    case "$name" in $plain) continue ;; esac
    case "$known" in *",$name,"*) continue ;; esac
    known="$known$name,"
    ask="$ask(member=cn=$name,${groupsDn})"
  done
  unset IFS
  depth=$((depth + 1))
done
known=\${known#,}
export ACL_GROUPS="\${known%,}"
export USERDB_KEYS="$USERDB_KEYS acl_groups"
exec "$@"
`
}
