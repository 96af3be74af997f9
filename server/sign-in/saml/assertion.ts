import { accountText } from '../account-text.ts'
import { Disbelief } from '../identity-provider.ts'
import { bearer, success } from './names.ts'
import { attributeOf, childOf, childrenOf, requireChild, textOf, type XmlElement } from './xml.ts'

/** What an answer must say to be one for us, to this request. */
export interface Expected {
  /** The provider's entity id, and ours. */
  issuer: string
  audience: string
  /** Our address that answers are posted to. */
  recipient: string
  requestId: string
  skewMs: number
  nowMs: number
}

/** A name of a person with all that a provider wants to hear of it again (SAML core, section 2.2.3). */
export interface NameId {
  value: string
  format?: string
  nameQualifier?: string
  spNameQualifier?: string
}

/** Checks what stands around the assertion. @throws Disbelief */
export function checkResponse(response: XmlElement, { issuer, recipient, requestId, ...times }: Expected): void {
  const status = requireChild(requireChild(response, 'protocol', 'Status'), 'protocol', 'StatusCode')
  if (attributeOf(status, 'Value') !== success) throw new Disbelief('the provider said that it did not sign anybody in')
  if (attributeOf(response, 'Version') !== '2.0') throw new Disbelief('it is not SAML 2.0')
  if (attributeOf(response, 'InResponseTo') !== requestId) throw new Disbelief('it answers another request, or none')
  if (attributeOf(response, 'Destination') !== recipient) throw new Disbelief('it is for another address')
  const named = childOf(response, 'assertion', 'Issuer')
  if (named && textOf(named) !== issuer) throw new Disbelief('it is of another issuer')
  requireTime(response, 'IssueInstant', (ms) => ms - times.skewMs <= times.nowMs)
}

/**
 * Checks the assertion as it was signed, every time and every name in it (SAML profiles, section 4.1.4.3).
 *
 * @throws Disbelief
 */
export function checkAssertion(assertion: XmlElement, expected: Expected): void {
  if (attributeOf(assertion, 'Version') !== '2.0') throw new Disbelief('it is not SAML 2.0')
  if (textOf(requireChild(assertion, 'assertion', 'Issuer')) !== expected.issuer)
    throw new Disbelief('it is of another issuer')
  requireTime(assertion, 'IssueInstant', (ms) => ms - expected.skewMs <= expected.nowMs)
  const conditions = requireChild(assertion, 'assertion', 'Conditions')
  checkTimes(conditions, expected)
  checkAudience(conditions, expected.audience)
  checkConfirmation(requireChild(assertion, 'assertion', 'Subject'), expected)
  const endsAtMs = sessionIn(assertion).endsAtMs
  if (endsAtMs !== null && !(endsAtMs > expected.nowMs)) throw new Disbelief('the session at the provider is over')
}

/** Each restriction must allow us (SAML core, section 2.5.1.4). */
function checkAudience(conditions: XmlElement, audience: string): void {
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction')
  const isForUs = (restriction: XmlElement) =>
    childrenOf(restriction, 'assertion', 'Audience').some((named) => textOf(named) === audience)
  if (restrictions.length === 0 || !restrictions.every(isForUs)) throw new Disbelief('it is for another audience')
}

/** One confirmation, and for who bears it: by this browser, here, now, to this request. */
function checkConfirmation(subject: XmlElement, { recipient, requestId, ...times }: Expected): void {
  const confirmation = requireChild(subject, 'assertion', 'SubjectConfirmation')
  if (attributeOf(confirmation, 'Method') !== bearer) throw new Disbelief('it is not for whoever bears it')
  const data = requireChild(confirmation, 'assertion', 'SubjectConfirmationData')
  if (attributeOf(data, 'Recipient') !== recipient) throw new Disbelief('it is for another recipient')
  if (attributeOf(data, 'InResponseTo') !== requestId) throw new Disbelief('it answers another request, or none')
  checkTimes(data, times)
}

type Times = Pick<Expected, 'skewMs' | 'nowMs'>

function checkTimes(element: XmlElement, times: Times): void {
  if (attributeOf(element, 'NotBefore') !== null)
    requireTime(element, 'NotBefore', (ms) => ms - times.skewMs <= times.nowMs)
  checkEnd(attributeOf(element, 'NotOnOrAfter') ?? '', times)
}

function checkEnd(text: string, { skewMs, nowMs }: Times): void {
  if (!(instant(text) + skewMs > nowMs)) throw new Disbelief('it is over, or says not until when it is good')
}

function requireTime(element: XmlElement, name: string, isGood: (ms: number) => boolean): void {
  if (!isGood(instant(attributeOf(element, name) ?? '')))
    throw new Disbelief('it is not good yet, or does not say since when')
}

/** Milliseconds since 1970 of a time of SAML, which is UTC (SAML core, section 1.3.3); NaN for anything else. */
export const instant = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text.replace(/(\.\d{3})\d*Z$/, '$1Z')) : NaN

/** The name in a subject or a logout request. @throws Disbelief */
export function nameIdIn(parent: XmlElement): NameId {
  const element = requireChild(parent, 'assertion', 'NameID')
  const value = textOf(element)
  if (value === '' || value.length > 1024) throw new Disbelief('its NameID is empty or too long')
  const optional = (key: string, name: string) => {
    const found = attributeOf(element, name)
    return found === null ? {} : { [key]: found }
  }
  return {
    value,
    ...optional('format', 'Format'),
    ...optional('nameQualifier', 'NameQualifier'),
    ...optional('spNameQualifier', 'SPNameQualifier'),
  }
}

/** The provider's name for its session with this person, and when that is over; null where it does not say. */
export function sessionIn(assertion: XmlElement): { index: string | null; endsAtMs: number | null } {
  const statement = requireChild(assertion, 'assertion', 'AuthnStatement')
  const endsAt = attributeOf(statement, 'SessionNotOnOrAfter')
  return { index: attributeOf(statement, 'SessionIndex'), endsAtMs: endsAt === null ? null : instant(endsAt) }
}

/** Whose mail account it is, by the NameID or an attribute of that name; null when it has no usable value. */
export function accountIn(assertion: XmlElement, attribute: string): string | null {
  if (attribute === 'NameID') return accountText(nameIdIn(requireChild(assertion, 'assertion', 'Subject')).value)
  const statement = childOf(assertion, 'assertion', 'AttributeStatement')
  const named = statement
    ? childrenOf(statement, 'assertion', 'Attribute').filter((found) => attributeOf(found, 'Name') === attribute)
    : []
  return accountText(named.flatMap((found) => childrenOf(found, 'assertion', 'AttributeValue').map(textOf)))
}
