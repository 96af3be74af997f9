import { Disbelief } from '../identity-provider.ts'
import { contentCiphers, digests, exclusiveForm, keyCipher, signatureHashes, transforms } from './names.ts'
import { allNamed, attributeOf, elementsIn, isNamed, type Namespace, requireChild, type XmlElement } from './xml.ts'

/**
 * The shape a response must have before any signature is looked at: one assertion and nowhere to hide another, each signature
 * over the element it stands in. Wrapping attacks ("On Breaking SAML", 2012) need another shape than this one.
 *
 * @throws Disbelief
 */
export function checkResponseShape(response: XmlElement): {
  assertion: XmlElement
  isEncrypted: boolean
  isSigned: boolean
} {
  if (!isNamed(response, 'protocol', 'Response')) throw new Disbelief('it is not a response')
  refuseOthers(response, [
    ['assertion', 'Issuer'],
    ['signature', 'Signature'],
    ['protocol', 'Status'],
    ['assertion', 'Assertion'],
    ['assertion', 'EncryptedAssertion'],
  ])
  const found = elementsIn(response).filter(({ localName }) => /^(Encrypted)?Assertion$/.test(localName))
  const inside = [...allNamed(response, 'Assertion'), ...allNamed(response, 'EncryptedAssertion')]
  const [assertion] = found
  if (!assertion || found.length !== 1 || inside.length !== 1) throw new Disbelief('it has not exactly one assertion')
  refuseSharedIds(response)
  const isEncrypted = assertion.localName === 'EncryptedAssertion'
  if (isEncrypted) checkCiphers(assertion)
  checkSignatures(response, isEncrypted ? [response] : [response, assertion])
  if (!isEncrypted) checkAssertionShape(assertion)
  return { assertion, isEncrypted, isSigned: elementsIn(response).some(({ localName }) => localName === 'Signature') }
}

/** The same for what was encrypted. @throws Disbelief */
export function checkDecryptedShape(assertion: XmlElement): void {
  if (!isNamed(assertion, 'assertion', 'Assertion')) throw new Disbelief('no assertion was encrypted')
  if (allNamed(assertion, 'Assertion').length !== 1) throw new Disbelief('it has not exactly one assertion')
  refuseSharedIds(assertion)
  checkSignatures(assertion, [assertion])
  checkAssertionShape(assertion)
}

function checkAssertionShape(assertion: XmlElement): void {
  refuseOthers(assertion, [
    ['assertion', 'Issuer'],
    ['signature', 'Signature'],
    ['assertion', 'Subject'],
    ['assertion', 'Conditions'],
    ['assertion', 'AuthnStatement'],
    ['assertion', 'AttributeStatement'],
    ['assertion', 'Advice'],
  ])
  requireChild(assertion, 'signature', 'Signature')
}

/** Each of those names at most once, and nothing else. */
function refuseOthers(parent: XmlElement, allowed: [Namespace, string][]): void {
  const seen = new Set<string>()
  for (const child of elementsIn(parent)) {
    if (!allowed.some(([namespace, name]) => isNamed(child, namespace, name)))
      throw new Disbelief(`its ${parent.localName} has something in it that does not belong there`)
    if (seen.has(child.localName)) throw new Disbelief(`its ${parent.localName} has two of a kind in it`)
    seen.add(child.localName)
  }
}

function refuseSharedIds(root: XmlElement): void {
  const seen = new Set<string>()
  const look = (element: XmlElement): void => {
    for (const name of ['ID', 'Id', 'id']) {
      const id = attributeOf(element, name)
      if (id === null) continue
      if (seen.has(id)) throw new Disbelief('two of its elements have the same id')
      seen.add(id)
    }
    for (const child of elementsIn(element)) look(child)
  }
  look(root)
}

/** Signatures stand in these elements only, and each is over the whole of the one it stands in. */
function checkSignatures(root: XmlElement, signed: XmlElement[]): void {
  for (const signature of allNamed(root, 'Signature')) {
    const parent = signed.find((element) => element === signature.parentNode)
    if (!parent) throw new Disbelief('a signature stands where none belongs')
    checkSignature(signature, parent)
  }
}

function checkSignature(signature: XmlElement, parent: XmlElement): void {
  refuseOthers(signature, [
    ['signature', 'SignedInfo'],
    ['signature', 'SignatureValue'],
    ['signature', 'KeyInfo'],
  ])
  const info = requireChild(signature, 'signature', 'SignedInfo')
  const algorithmOf = (name: string, of = info) => attributeOf(requireChild(of, 'signature', name), 'Algorithm') ?? ''
  if (!Object.hasOwn(signatureHashes, algorithmOf('SignatureMethod')))
    throw new Disbelief('it is signed by an algorithm that is too weak or not known')
  if (algorithmOf('CanonicalizationMethod') !== exclusiveForm)
    throw new Disbelief('its signature wants a canonical form that is not allowed')
  const reference = requireChild(info, 'signature', 'Reference')
  const id = attributeOf(parent, 'ID')
  if (!id || attributeOf(reference, 'URI') !== `#${id}`)
    throw new Disbelief('a signature is over something else than the element it stands in')
  if (!digests.has(algorithmOf('DigestMethod', reference)))
    throw new Disbelief('it is signed by an algorithm that is too weak or not known')
  const steps = elementsIn(requireChild(reference, 'signature', 'Transforms'))
  if (steps.length > 2 || !steps.every((step) => transforms.has(attributeOf(step, 'Algorithm') ?? '')))
    throw new Disbelief('its signature changes the text in a way that is not allowed')
}

function checkCiphers(assertion: XmlElement): void {
  const methods = allNamed(assertion, 'EncryptionMethod').map((method) => attributeOf(method, 'Algorithm') ?? '')
  const isSound =
    methods.length === 2 && methods.includes(keyCipher) && methods.some((name) => contentCiphers.has(name))
  if (!isSound) throw new Disbelief('it is encrypted by an algorithm that is too weak or not known')
}
