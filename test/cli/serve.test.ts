import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { ended, ownWorkspace, startCommand } from './run-grantdesk.ts'

it('serves on 127.0.0.1, prints the address, refuses a taken port and ends well when it is told to stop', async () => {
  const { data } = ownWorkspace()
  const serving = startCommand(['--data', data, '--json', 'serve', '--no-open'])
  const first = once(serving)
  const end = ended(serving)
  const { id, origin, address } = JSON.parse(await first) as Record<string, string>
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(id).toBe(origin)
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{40,}$/)
  const answer = await fetch(`${String(origin)}/admin/workspace.show`, { method: 'POST', body: '{}' })
  expect(answer.ok).toBe(false)

  const port = new URL(String(origin)).port
  const second = await ended(startCommand(['--data', data, 'serve', '--no-open', '--port', port]))
  expect(second.code).toBe(3)
  expect(second.stdout).toBe('')
  expect(second.stderr).toContain(`port ${port} on 127.0.0.1 is in use by another process\n`)

  serving.kill('SIGTERM')
  expect((await end).code).toBe(0)
})

it('ends well on Ctrl+C, pressed twice', async () => {
  const { data } = ownWorkspace()
  const serving = startCommand(['--data', data, '--lang', 'de', 'serve', '--no-open'])
  const first = once(serving)
  const end = ended(serving)
  expect(await first).toMatch(/^Grantdesk ist unter http:\/\/127\.0\.0\.1:\d+\/#code=/)
  serving.kill('SIGINT')
  serving.kill('SIGINT')
  expect((await end).code).toBe(0)
})

/** The first line that a process prints. */
function once(child: ReturnType<typeof startCommand>): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('close', () => {
      reject(new Error('it ended before it printed a line'))
    })
  })
}
