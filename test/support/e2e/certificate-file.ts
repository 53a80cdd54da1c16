import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSelfSignedCertificate } from '../../../core/certificates/make-certificate.ts'

/** A new certificate of an identity provider, in PEM; answers the file. */
export async function writeCertificate(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'grantdesk-certificate-')), 'idp.pem')
  const wish = { commonName: 'idp.example', altNames: [], days: 365, key: 'ec', now: new Date() } as const
  await writeFile(file, (await makeSelfSignedCertificate(wish)).certificatePem)
  return file
}
