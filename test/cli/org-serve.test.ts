import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { ended, ownWorkspace, startCommand } from './run-grantdesk.ts'

it('serves every organization, prints each request with its decision, and frees the port on Ctrl+C (S1)', async () => {
  const grantdesk = ownWorkspace()
  await grantdesk.json('org', 'create', 'Northwind')
  const serving = startCommand(['--data', grantdesk.data, '--json', 'org', 'serve', '--port', '0'])
  const end = ended(serving)
  const lines = createInterface({ input: serving.stdout })[Symbol.asyncIterator]()
  const next = async () => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>
  const started = await next()
  expect(started).toMatchObject({ running: true, https: false, certificate: null, rateLimit: null })
  expect(started.organizations).toMatchObject([{ name: 'Northwind' }])
  const issuer = String(started.issuer)
  expect(issuer).toBe(`http://127.0.0.1:${String(started.port)}`)

  const answer = await fetch(`${issuer}/api/v2/users/me?canary=c4nary`, {
    headers: { authorization: 'Bearer c4nary' },
  })
  expect(answer.status).toBe(401)
  const printed = await next()
  expect(printed).toMatchObject({ method: 'GET', path: '/api/v2/users/me', status: 401, outcome: null })
  expect(JSON.stringify(printed)).not.toContain('c4nary')

  const port = String(started.port)
  expect(await grantdesk.refused('org', 'serve', '--port', port)).toMatchObject({
    exit: 3,
    code: 'port_taken',
    value: port,
    rule: 'L2',
    ...(process.platform === 'linux' && {
      params: { holder: expect.stringMatching(new RegExp(`^.+ \\(${String(serving.pid)}\\)$`)) as string },
    }),
  })

  serving.kill('SIGINT')
  expect(await end).toMatchObject({ code: 0, stderr: '' })
  await expect(fetch(issuer)).rejects.toThrow()
})
