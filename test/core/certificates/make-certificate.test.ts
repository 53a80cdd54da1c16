import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { makeSelfSignedCertificate } from '../../../core/certificates/make-certificate.ts'

const now = new Date('2026-11-21T12:00:00Z')

describe('a self-signed certificate', () => {
  it.each(['rsa', 'ec'] as const)(
    'belongs to its %s key, is valid from now and is no authority',
    async (key) => {
      const made = await makeSelfSignedCertificate({
        commonName: 'Test provider',
        altNames: [],
        days: 10,
        key,
        now,
      })
      const read = new X509Certificate(made.certificatePem)
      const privateKey = createPrivateKey(made.privateKeyPem)
      expect(read.checkPrivateKey(privateKey)).toBe(true)
      expect(read.verify(read.publicKey)).toBe(true)
      expect(privateKey.asymmetricKeyType).toBe(key)
      expect({ ca: read.ca, subject: read.subject, fingerprint: read.fingerprint256 }).toEqual({
        ca: false,
        subject: 'CN=Test provider',
        fingerprint: made.fingerprint,
      })
      expect(new Date(read.validFrom) < now && new Date(read.validTo) > now).toBe(true)
      expect(new Date(read.validTo).toISOString()).toBe('2026-12-01T12:00:00.000Z')
    },
  )

  it('serves https for exactly the names and addresses it was made for', async () => {
    const made = await makeSelfSignedCertificate({
      commonName: '127.0.0.1',
      altNames: ['127.0.0.1', '::1', 'localhost'],
      days: 1,
      key: 'ec',
      now: new Date(),
    })
    const read = new X509Certificate(made.certificatePem)
    expect([read.checkIP('127.0.0.1'), read.checkIP('::1'), read.checkHost('localhost')]).toEqual([
      '127.0.0.1',
      '::1',
      'localhost',
    ])
    expect([read.checkIP('127.0.0.2'), read.checkHost('example.com')]).toEqual([undefined, undefined])
    const server = createServer(
      { cert: made.certificatePem, key: made.privateKeyPem },
      (_request, response) => {
        response.end('safe')
      },
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, ca: made.certificatePem, agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    server.close()
    expect(status).toBe(200)
  })
})
