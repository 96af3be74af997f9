/** One person of the demo organisation, as people and tests see them. */
export interface Person {
  /** Sign-in name; also the name of the home directory of their mail. */
  uid: string
  name: string
  address: string
  /** A simple phrase, documented in the README: these accounts hold invented mail only. */
  password: string
  department: string
}

/** What the directory additionally knows of a person. */
export interface DirectoryPerson extends Person {
  givenName: string
  surname: string
  title: string
  telephone: string
  aliases: string[]
  quotaBytes: number
  /** Who they may write for: on behalf of, not as. */
  writesFor: string[]
}

export interface RoleMailbox {
  uid: string
  name: string
  address: string
  aliases: string[]
  quotaBytes: number
  /** Who sees the mailbox as a shared folder and may send as its address; who `administers` it, sees to its rules as well. */
  delegates: { uid: string; rights: 'full' | 'read'; administers?: true }[]
}

export interface Group {
  id: string
  name: string
  address: string
  members: string[]
  /** Ids of groups inside this one. */
  groups: string[]
  outsideMembers: string[]
  owner: string
  /** Who may write to it. */
  posting: 'anyone' | 'organisation' | 'members' | 'owners'
  /** Whether people join and leave by themselves. */
  joining: 'open' | 'request' | 'closed'
}

/** Somebody of another organisation, in the directory for everybody. */
export interface OutsideContact {
  name: string
  surname: string
  address: string
  title: string
}

export const domain = 'example.gov'
/** The name the mail servers call themselves and have in their certificates. */
export const mailHostName = 'mail.example.gov'

const megabyte = 1000 ** 2
const gigabyte = 1000 ** 3

export const departments = ['City Planning', 'Public Works'] as const

function person(
  uid: string,
  [givenName, surname]: [string, string],
  localPart: string,
  department: (typeof departments)[number],
  [title, telephone]: [string, string],
  more: { aliases?: string[]; quotaBytes?: number; writesFor?: string[] } = {},
): DirectoryPerson {
  return {
    uid,
    name: `${givenName} ${surname}`,
    givenName,
    surname,
    address: `${localPart}@${domain}`,
    password: `${uid}-demo-pass`,
    department,
    title,
    telephone,
    aliases: [`${uid}@${domain}`, ...(more.aliases ?? [])],
    quotaBytes: more.quotaBytes ?? gigabyte,
    writesFor: more.writesFor ?? [],
  }
}

/** The ten people of the demo organisation. Ada is the main one; Jonas has a small mailbox that is soon full. */
export const directoryPeople: readonly DirectoryPerson[] = [
  person('ada', ['Ada', 'Lindqvist'], 'ada.lindqvist', 'City Planning', ['Senior planner', '+1 555 0101'], {
    aliases: [`a.lindqvist@${domain}`],
    quotaBytes: 5 * gigabyte,
  }),
  person('ben', ['Ben', 'Okafor'], 'ben.okafor', 'City Planning', ['Permit officer', '+1 555 0102'], {
    writesFor: ['emi'],
  }),
  person('carmen', ['Carmen', 'Ruiz Ortega'], 'carmen.ruiz', 'City Planning', ['Community liaison', '+1 555 0103']),
  person('dov', ['Dov', 'Halevi'], 'dov.halevi', 'City Planning', ['Transport planner', '+1 555 0104']),
  person('emi', ['Emi', 'Tanaka'], 'emi.tanaka', 'City Planning', ['Head of City Planning', '+1 555 0105']),
  person('farid', ['Farid', 'Nasser'], 'farid.nasser', 'Public Works', ['Bridge engineer', '+1 555 0106']),
  person('grace', ['Grace', 'Whitfield'], 'grace.whitfield', 'Public Works', ['Accessibility lead', '+1 555 0107']),
  person('hana', ['Hana', 'Nováková'], 'hana.novakova', 'Public Works', ['Water engineer', '+1 555 0108']),
  person('ines', ['Inês', 'Duarte'], 'ines.duarte', 'Public Works', ['Head of Public Works', '+1 555 0109']),
  person('jonas', ['Jonas', 'Weber'], 'jonas.weber', 'Public Works', ['Apprentice', '+1 555 0110'], {
    quotaBytes: 25 * megabyte,
  }),
]

export const people: readonly Person[] = directoryPeople.map(({ uid, name, address, password, department }) => ({
  uid,
  name,
  address,
  password,
  department,
}))

export const roleMailboxes: readonly RoleMailbox[] = [
  {
    uid: 'permits',
    name: 'Permit Desk',
    address: `permits@${domain}`,
    aliases: [`building-permits@${domain}`],
    quotaBytes: gigabyte,
    delegates: [
      { uid: 'ada', rights: 'full', administers: true },
      { uid: 'ben', rights: 'full' },
      { uid: 'emi', rights: 'read' },
    ],
  },
  {
    uid: 'helpdesk',
    name: 'Help Desk',
    address: `helpdesk@${domain}`,
    aliases: [`postmaster@${domain}`, `abuse@${domain}`],
    quotaBytes: gigabyte,
    delegates: [
      { uid: 'grace', rights: 'full', administers: true },
      { uid: 'jonas', rights: 'full' },
      { uid: 'ines', rights: 'read' },
    ],
  },
]

export const groups: readonly Group[] = [
  {
    id: 'planning',
    name: 'City Planning team',
    address: `planning@${domain}`,
    members: ['ada', 'ben', 'carmen', 'dov', 'emi'],
    groups: [],
    outsideMembers: [],
    owner: 'emi',
    posting: 'organisation',
    joining: 'closed',
  },
  {
    id: 'river-project',
    name: 'River footbridge project',
    address: `river-project@${domain}`,
    members: ['ada', 'farid', 'grace'],
    groups: [],
    outsideMembers: ['liaison@rivertrust.example'],
    owner: 'farid',
    posting: 'anyone',
    joining: 'request',
  },
  {
    id: 'all-staff',
    name: 'All staff',
    address: `all-staff@${domain}`,
    members: ['farid', 'grace', 'hana', 'ines', 'jonas'],
    groups: ['planning'],
    outsideMembers: [],
    owner: 'ines',
    posting: 'organisation',
    joining: 'closed',
  },
  {
    id: 'service-desk',
    name: 'Service desk',
    address: `service-desk@${domain}`,
    members: ['grace'],
    groups: [],
    outsideMembers: [],
    owner: 'grace',
    posting: 'anyone',
    joining: 'closed',
  },
  {
    id: 'running-club',
    name: 'Running club',
    address: `running-club@${domain}`,
    members: ['dov', 'carmen'],
    groups: [],
    outsideMembers: [],
    owner: 'dov',
    posting: 'members',
    joining: 'open',
  },
]

export const outsideContacts: readonly OutsideContact[] = [
  { name: 'Oskar Lund', surname: 'Lund', address: 'oskar.lund@rivertrust.example', title: 'Engineer, River Trust' },
  { name: 'Priya Raman', surname: 'Raman', address: 'priya.raman@county.example', title: 'County road office' },
]
