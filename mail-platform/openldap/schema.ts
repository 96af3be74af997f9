/**
 * Curbcut's own schema: what a mail account and a mail group are, beside inetOrgPerson and groupOfNames.
 * `mailLocalAddress` (aliases) and `rfc822MailMember` (outside members) come from Debian's misc.schema.
 * The object identifiers stand under 2.25, which is free for anyone with a UUID (ITU-T X.667).
 */
export const curbcutSchema = `objectidentifier curbcutRoot 2.25.295796620159889053421956950106460521982
objectidentifier curbcutAttribute curbcutRoot:1
objectidentifier curbcutClass curbcutRoot:2

attributetype ( curbcutAttribute:1 NAME 'mailQuotaBytes'
  DESC 'Largest size of the mailbox, in bytes'
  EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )

attributetype ( curbcutAttribute:2 NAME 'mailForwardingAllowed'
  DESC 'Whether mail may be forwarded outside the organisation'
  EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )

attributetype ( curbcutAttribute:3 NAME 'mailMaxRedirects'
  DESC 'How many redirects one run of a Sieve script may do'
  EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )

attributetype ( curbcutAttribute:4 NAME 'mailAccountStatus'
  DESC 'active or disabled'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{16} SINGLE-VALUE )

attributetype ( curbcutAttribute:5 NAME 'mailSendAs'
  DESC 'Address of another mailbox this account may send as'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )

attributetype ( curbcutAttribute:6 NAME 'mailListPoster'
  DESC 'Who may write to the group: anyone, organisation, members or owners'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{16} SINGLE-VALUE )

attributetype ( curbcutAttribute:7 NAME 'mailSendOnBehalf'
  DESC 'Address of another mailbox this account may write for, named as the sender'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )

attributetype ( curbcutAttribute:8 NAME 'mailPausedAddress'
  DESC 'Address of this account that refuses mail for now'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )

attributetype ( curbcutAttribute:9 NAME 'mailPausedReply'
  DESC 'Such an address, a blank, and what whoever writes there is told'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{600} )

attributetype ( curbcutAttribute:10 NAME 'mailMaxScripts'
  DESC 'How many Sieve scripts may be kept; as many as one likes where it is not given'
  EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )

attributetype ( curbcutAttribute:11 NAME 'mailListJoining'
  DESC 'Whether people join and leave the group by themselves: open, request or closed'
  EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{16} SINGLE-VALUE )

objectclass ( curbcutClass:1 NAME 'curbcutMailUser'
  DESC 'A mailbox: of a person or of a role'
  SUP top AUXILIARY
  MUST ( mail $ uid )
  MAY ( mailLocalAddress $ mailQuotaBytes $ mailForwardingAllowed $ mailMaxRedirects $ mailMaxScripts $ mailAccountStatus $
    mailSendAs $ mailSendOnBehalf $ mailPausedAddress $ mailPausedReply ) )

objectclass ( curbcutClass:2 NAME 'curbcutMailGroup'
  DESC 'An address whose mail goes to its members'
  SUP top AUXILIARY
  MUST mail
  MAY ( mailLocalAddress $ rfc822MailMember $ mailListPoster $ mailListJoining $ info ) )
`
