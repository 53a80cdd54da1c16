import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeSnapshot } from '../../core/audit/snapshot/write-snapshot.ts'
import { aSnapshot } from '../support/audited-snapshot.ts'
import { reasonAgainstKeyring } from '../support/session-keyring.ts'
import { ended, ownWorkspace, startCommand } from './run-grantdesk.ts'

const client = [
  ...['client', 'create', '--name', 'CRM', '--grant-type', 'CODE', '--scopes', 'users'],
  ...['--redirect-uri', 'https://crm.acme.example/back', '--save-to-keychain'],
]

const linux = process.platform === 'linux'
const reason = await reasonAgainstKeyring()

describe('saving a secret to the keychain', () => {
  it.runIf(linux)(
    `is refused before anything is created where there is none (F3)${linux ? '' : ' (skipped: only on Linux)'}`,
    async () => {
      const grantdesk = ownWorkspace()
      await grantdesk.json('org', 'create', 'Acme')
      const { code, stdout, stderr } = await ended(
        startCommand(['--data', grantdesk.data, '--json', ...client]),
      )
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      const refused = JSON.parse(stderr) as Record<string, unknown>
      expect(refused.code).toBe('keychain_unavailable')
      expect(refused.message).toMatch(/^the secret cannot be kept: .*nothing was done$/)
      expect(await grantdesk.json('client', 'list')).toMatchObject({ total: 4 })
      // The key of a test provider would be lost as well.
      const test = await ended(startCommand(['--data', grantdesk.data, '--json', 'idp', 'create-test']))
      expect(test).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(refused.code as string) as string,
      })
      expect(await grantdesk.json('idp', 'list')).toEqual({ items: [], total: 0 })
    },
  )

  it.skipIf(reason !== null)(
    `says where it went and does not print it (C7)${reason === null ? '' : ` (skipped: ${reason})`}`,
    async () => {
      const grantdesk = ownWorkspace()
      await grantdesk.json('org', 'create', 'Acme')
      const { code, stdout, stderr } = await ended(
        startCommand(
          ['--data', grantdesk.data, ...client],
          inKeyring(grantdesk.data, '"$@" --json && "$@" --lang de'),
        ),
      )
      expect({ code, stderr }).toMatchObject({ code: 0 })
      const [line = '', ...rest] = stdout.split('\n')
      const created = JSON.parse(line) as Record<string, unknown>
      expect(created).toMatchObject({ name: 'CRM', kept: 'secret service' })
      expect(created).not.toHaveProperty('secret')
      expect(rest.join('\n')).toContain('Das Secret liegt im Schlüsselbund: secret service.')
      expect(stdout).not.toMatch(/Secret: /)
      expect(existsSync(join(grantdesk.data, 'home'))).toBe(true)
    },
  )
})

describe('the key that signs evidence', () => {
  it.skipIf(reason !== null)(
    `is the same in the next process (U5)${reason === null ? '' : ` (skipped: ${reason})`}`,
    async () => {
      const grantdesk = ownWorkspace()
      const file = join(grantdesk.data, 'acme.json.gz')
      const archive = join(grantdesk.data, 'evidence.zip')
      writeFileSync(file, Buffer.concat(await Array.fromAsync(writeSnapshot(aSnapshot(), { gzip: true }))))
      const script = `"$@" evidence pack "${file}" --out "${archive}" && "$@" evidence signer`
      const { code, stdout, stderr } = await ended(
        startCommand(['--data', grantdesk.data, '--json'], inKeyring(grantdesk.data, script)),
      )
      const [packed, shown] = stdout.trim().split('\n')
      const { signer } = JSON.parse(packed ?? '') as { readonly signer: string }
      expect({ code, stderr }).toMatchObject({ code: 0 })
      expect(JSON.parse(shown ?? '')).toEqual({ signer })
      expect(await grantdesk.json('evidence', 'verify', archive, '--signer', signer)).toMatchObject({
        verdict: 'intact',
      })
    },
  )
})

/** Runs a script in a session of its own with an unlocked keyring; `"$@"` stands for the command. */
function inKeyring(data: string, script: string): readonly string[] {
  const home = join(data, 'home')
  const lines = [
    `mkdir -p "${home}"; export HOME="${home}" XDG_DATA_HOME="${home}" XDG_RUNTIME_DIR="${home}"`,
    'printf "test" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
    script,
  ]
  return ['dbus-run-session', '--', 'bash', '-c', lines.join('\n'), 'bash']
}
