import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertionXml, responseXml, type Saying, signed } from '#server/sign-in/saml/testing/forged-xml.ts'
import { newId, type SamlSignOn, startSamlSignOn } from '#server/sign-in/saml/testing/saml-sign-on.ts'

let signOn: SamlSignOn
beforeAll(async () => {
  signOn = await startSamlSignOn()
})
afterAll(() => signOn.stop())

/** What an attacker has: a genuine answer, taken apart. */
interface Parts {
  /** The genuine response with its signature over all of it, and with the assertion's alone. */
  signedResponse: string
  response: string
  /** The genuine assertion with its signature, without it, and that signature. */
  assertion: string
  bare: string
  signature: string
  /** The same for another person, unsigned. */
  evil: string
}

const signatureIn = (xml: string) => /<d:Signature[^]*?<\/d:Signature>/.exec(xml)?.[0] ?? ''

function takenApart(say: Saying): Parts {
  const { now } = signOn.keys
  const assertion = signed(assertionXml(say), now)
  const signature = signatureIn(assertion)
  return {
    signedResponse: signed(responseXml(say, assertionXml(say)), now),
    response: responseXml(say, assertion),
    ...{ assertion, signature, bare: assertion.replace(signature, '') },
    evil: assertionXml({ ...say, id: newId(), mail: 'ben.okafor@example.gov', nameId: 'person-2' }),
  }
}

const inside = (outer: string, inner: string) => outer.replace('</a:Issuer>', `</a:Issuer>${inner}`)
const object = (content: string) => (signature: string) =>
  signature.replace('</d:Signature>', `<d:Object>${content}</d:Object></d:Signature>`)

/** The eight shapes of "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security 2012), section 4. */
const shapes: [string, (parts: Parts, say: Saying) => string][] = [
  [
    'XSW1: a forged response, the genuine one inside its signature',
    ({ signedResponse, evil }, say) => {
      const signature = signatureIn(signedResponse)
      const genuine = signedResponse.replace(signature, '')
      return inside(responseXml({ ...say, id: newId() }, evil), object(genuine)(signature))
    },
  ],
  [
    'XSW2: a forged response, the genuine one beside its signature',
    ({ signedResponse, evil }, say) => {
      const signature = signatureIn(signedResponse)
      return inside(responseXml({ ...say, id: newId() }, evil), signedResponse.replace(signature, '') + signature)
    },
  ],
  ['XSW3: a forged assertion before the genuine one', ({ evil, assertion }, say) => responseXml(say, evil + assertion)],
  [
    'XSW4: the genuine assertion inside a forged one',
    ({ evil, assertion }, say) => responseXml(say, evil.replace('</a:Assertion>', `${assertion}</a:Assertion>`)),
  ],
  [
    'XSW5: the signature in a forged assertion, the genuine one at the end',
    ({ evil, signature, bare }, say) => responseXml(say, inside(evil, signature) + bare),
  ],
  [
    'XSW6: the signature in a forged assertion, the genuine one inside it',
    ({ evil, signature, bare }, say) =>
      responseXml(say, inside(evil, signature.replace('</d:Signature>', `${bare}</d:Signature>`))),
  ],
  [
    'XSW7: the genuine assertion in an extension',
    ({ evil, assertion }, say) => inside(responseXml(say, evil), `<p:Extensions>${assertion}</p:Extensions>`),
  ],
  [
    'XSW8: the genuine assertion in an object of the signature of a forged one',
    ({ evil, signature, bare }, say) => responseXml(say, inside(evil, object(bare)(signature))),
  ],
  [
    'a forged assertion under the id of the genuine one',
    ({ evil, assertion }, say) => responseXml(say, evil.replace(/ ID="[^"]*"/, ` ID="${say.id}"`) + assertion),
  ],
  [
    'the genuine assertion in advice of a forged one',
    ({ evil, assertion, signature }, say) =>
      responseXml(
        say,
        inside(evil, signature).replace('</a:Assertion>', `<a:Advice>${assertion}</a:Advice></a:Assertion>`),
      ),
  ],
]

describe('A genuine signature does not carry somebody else in', () => {
  for (const [what, wrap] of shapes) {
    it(what, async () => {
      const begun = await signOn.begin()
      const say = signOn.say(begun)
      const xml = wrap(takenApart(say), say)
      expect(xml).toContain('ben.okafor')
      expect(await signOn.post(begun, xml)).toBe('/sign-in?problem=provider-refused')
      expect((await begun.browser.ask('GET', '/api/session')).status).toBe(401)
    })
  }
})
