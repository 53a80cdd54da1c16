import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPageFile } from '../../../core/loopback/page-files.ts'
import { startHost, type HostUnderTest } from './host-under-test.ts'

let running: HostUnderTest
beforeAll(async () => {
  running = await startHost()
})
afterAll(() => running[Symbol.asyncDispose]())

describe('the files of the page', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/page.js', 'text/javascript; charset=utf-8'],
    ['/assets/page.css', 'text/css; charset=utf-8'],
    ['/page%2Ejs', 'text/javascript; charset=utf-8'],
    ['/assets/../page.js?v=1', 'text/javascript; charset=utf-8'],
  ])('are served under their types: %s', async (path, type) => {
    const { status, headers } = await running.send({ path })

    expect([status, headers['content-type']]).toEqual([200, type])
  })

  it.each([
    ['a parent folder', '/../secret.js'],
    ['many of them', `/assets${'/..'.repeat(40)}/etc/passwd`],
    ['an encoded parent folder', '/%2e%2e/secret.js'],
    ['an encoded separator', '/..%2fsecret.js'],
    ['a separator encoded twice', '/..%252fsecret.js'],
    ['dots encoded twice', '/%252e%252e/secret.js'],
    ['an encoded backslash', '/..%5csecret.js'],
    ['an overlong separator', '/..%c0%afsecret.js'],
    ['a folder and out of it again', '/assets/..%2f..%2fsecret.js'],
    ['an absolute path', '//etc/passwd'],
    ['an encoded absolute path', '/%2fetc%2fpasswd'],
    ['a file address', '/file:///etc/passwd'],
    ['a folder that begins alike', '/../renderer.js'],
    ['a zero byte', '/notes.txt%00.js'],
    ['an unreadable escape', '/%zz.js'],
    ['half a character', '/%e2%82.js'],
    ['a folder', '/assets'],
    ['a folder with its separator', '/assets/'],
    ['a folder that is called like a file', '/folder.js'],
    ['a file as a folder', '/page.js/x.js'],
    ['a file that is not there', '/none.js'],
    ['a kind that no page needs', '/notes.txt'],
    ['a name that no disk takes', `/${'x'.repeat(4_000)}.js`],
  ])('are all that is served, and not %s', async (_what, path) => {
    const { status, body } = await running.send({ path })

    expect({ status, body }).toEqual({
      status: 404,
      body: JSON.stringify({ error: 'there is no such file' }),
    })
    expect(running.log.join()).not.toContain('fault')
  })

  it.each(['/\\..\\secret.js', '/..\\secret.js', '\\secret.js', 'secret.js', '*', '?', ''])(
    'are not found under `%s`, which is no address',
    async (path) => {
      const answer = await running.sendBytes(
        `GET ${path} HTTP/1.1\r\nHost: ${running.name}\r\nConnection: close\r\n\r\n`,
      )

      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
      expect(answer).not.toContain('canary')
    },
  )

  it('are read as they are asked for, whatever the folder is called', async () => {
    const folder = join(running.folder, 'renderer')

    expect(await readPageFile(`${folder}/`, '/page.js', 'n')).toMatchObject({
      type: expect.any(String) as string,
    })
    expect(await readPageFile(`${folder}/assets/..`, '/page.js', 'n')).toMatchObject({
      type: expect.any(String) as string,
    })
    expect(await readPageFile(join(folder, 'none'), '/page.js', 'n')).toBe(undefined)
  })
})
