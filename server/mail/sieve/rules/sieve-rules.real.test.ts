import { realPlatform, tokenIdentity } from '../../testing/real-mail.ts'
import { describeRules } from '../../testing/rules-suite.ts'
import { ManageSieveScripts } from '../manage-sieve-scripts.ts'

describeRules('Rules on Dovecot', () => {
  const { host, ports, caFile } = realPlatform()
  return {
    scripts: new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false }),
    identity: tokenIdentity(realPlatform(), 'hana'),
  }
})
