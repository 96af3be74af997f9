import { namespaces, postBinding, redirectBinding } from './names.ts'
import type { SamlAddresses } from './saml-provider.ts'
import { asXml } from './xml.ts'

interface Own {
  entityId: string
  addresses: SamlAddresses
  /** Certificates as PEM. */
  signing: string | null
  decryption: string | null
}

/** Our own metadata (SAML metadata, section 2.4.4). The library's names POST for logout, and can name nothing else. */
export function ownMetadata({ entityId, addresses, signing, decryption }: Own): string {
  return `<?xml version="1.0"?>
<EntityDescriptor xmlns="${namespaces.metadata}" entityID="${asXml(entityId)}">
  <SPSSODescriptor protocolSupportEnumeration="${namespaces.protocol}" AuthnRequestsSigned="${signing !== null}" WantAssertionsSigned="true">
${signing === null ? '' : keyDescriptor('signing', signing)}${decryption === null ? '' : keyDescriptor('encryption', decryption)}    <SingleLogoutService Binding="${redirectBinding}" Location="${asXml(addresses.signOut)}"/>
    <AssertionConsumerService index="0" isDefault="true" Binding="${postBinding}" Location="${asXml(addresses.answer)}"/>
  </SPSSODescriptor>
</EntityDescriptor>
`
}

const ciphers = ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p']

function keyDescriptor(use: 'signing' | 'encryption', pem: string): string {
  const methods =
    use === 'signing' ? '' : ciphers.map((name) => `\n      <EncryptionMethod Algorithm="${name}"/>`).join('')
  const certificate = pem.replace(/-----[A-Z ]+-----|\s/g, '')
  return `    <KeyDescriptor use="${use}">
      <KeyInfo xmlns="${namespaces.signature}"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo>${methods}
    </KeyDescriptor>
`
}
