import { largeDepartments } from './names.ts'
import { largePerson, type LargePerson } from './people.ts'

export interface LargeOrganisation {
  /** `dc=region,dc=example`; its mail domain is made of it. */
  baseDn: string
  people: number
  /** Others that stand in it beside: people of other organisations, kept by hand. */
  others?: readonly Pick<LargePerson, 'name' | 'givenName' | 'surname' | 'address' | 'title'>[]
}

export const readerOf = (baseDn: string) => `cn=reader,${baseDn}`

/** A whole organisation in LDIF (RFC 2849), entry by entry: two hundred thousand people are more than one wants to hold. */
export function* organisationEntries({ baseDn, people, others = [] }: LargeOrganisation, readerPassword: string) {
  const [, first = ''] = /^dc=([^,]+)/.exec(baseDn) ?? []
  yield entry(baseDn, { objectClass: ['dcObject', 'organization'], dc: first, o: first })
  const service = ['organizationalRole', 'simpleSecurityObject']
  yield entry(readerOf(baseDn), { objectClass: service, cn: 'reader', userPassword: readerPassword })
  for (const ou of ['people', 'departments', 'outside']) yield unit(`ou=${ou},${baseDn}`, ou)
  for (const ou of largeDepartments) yield unit(`ou=${ou},ou=departments,${baseDn}`, ou)
  const domain = domainOf(baseDn)
  for (let number = 0; number < people; number += 1) {
    const { department, ...person } = largePerson(number, domain)
    const place = `uid=${person.uid},ou=people,${baseDn}`
    yield entry(place, { ...common(person), uid: person.uid, ou: department, departmentNumber: department })
  }
  for (const [at, other] of others.entries()) yield entry(`cn=${at},ou=outside,${baseDn}`, common(other))
}

const domainOf = (baseDn: string) => [...baseDn.matchAll(/dc=([^,]+)/g)].map(([, part]) => part).join('.')

type Attributes = Record<string, string | readonly string[]>

function common({
  name,
  givenName,
  surname,
  address,
  title,
  ...more
}: Omit<LargePerson, 'department' | 'uid' | 'telephone'> & { telephone?: string }): Attributes {
  return {
    objectClass: 'inetOrgPerson',
    ...{ cn: name, givenName, sn: surname, mail: address, title },
    ...(more.telephone !== undefined && { telephoneNumber: more.telephone }),
  }
}

const unit = (dn: string, ou: string) => entry(dn, { objectClass: 'organizationalUnit', ou })

/** Every value in base64: then no name needs quoting rules. */
function entry(dn: string, attributes: Attributes): string {
  const line = (name: string, value: string) => `${name}:: ${Buffer.from(value).toString('base64')}\n`
  const lines = Object.entries(attributes).flatMap(([name, values]) => [values].flat().map((each) => line(name, each)))
  return `${line('dn', dn)}${lines.join('')}\n`
}
