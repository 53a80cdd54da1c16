import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asId, type ClientId, type OrganizationId, type UserId } from '../../../core/model/brand.ts'
import { describeFault } from '../../../core/model/describe-fault.ts'
import { fail } from '../../../core/model/result.ts'
import type { AccessAnswers, AccessQuestions } from '../../../core/organization/access/access-answers.ts'
import { WorkerAnswers } from '../../../core/organization/answer-in-worker.ts'
import { valueOf } from '../../support/results.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

const realWorker = new URL('../../../core/access-worker.ts', import.meta.url)
const acting = {
  organizationId: asId<OrganizationId>('nowhere'),
  userId: asId<UserId>('nobody'),
  language: 'en' as const,
}
const question = { acting, clientId: asId<ClientId>('none'), user: null, taskId: '' }

/** A worker that runs this code, with `port` and `folder` at hand. */
function workerThat(code: string): URL {
  const head = `import { parentPort as port, workerData } from 'node:worker_threads'
    import { existsSync, writeFileSync } from 'node:fs'
    const folder = workerData.dataDirectory
    const answer = (id, value) => port.postMessage({ id, kind: 'answer', result: { ok: true, value } })
    `
  return new URL(`data:text/javascript,${encodeURIComponent(head + code)}`)
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>
const started: WorkerAnswers<AccessQuestions>[] = []

beforeEach(async () => {
  directory = await temporaryDirectory()
})

afterEach(async () => {
  for (const answers of started.splice(0)) await answers.close()
  await directory[Symbol.asyncDispose]()
})

function answersOf(entry: URL, dataDirectory = directory.path): AccessAnswers {
  const answers = new WorkerAnswers<AccessQuestions>(entry, {
    dataDirectory,
    clock: () => new Date(0),
    version: '0.0.0-test',
    name: 'access',
  })
  started.push(answers)
  return answers
}

function ask(answers: AccessAnswers, signal = new AbortController().signal): Promise<unknown> {
  return answers.answer('access.reach', question, { signal, onProgress: () => undefined })
}

describe('asking the access worker', () => {
  it('starts none before the first question', async () => {
    await answersOf(workerThat('writeFileSync(folder + "/started", "")')).close()
    await expect(access(join(directory.path, 'started'))).rejects.toThrow()
  })

  it('hands over the time of the host, and tells how far it is', async () => {
    const answers = answersOf(
      workerThat(`port.on('message', ({ id, now }) => {
        port.postMessage({ id, kind: 'progress', done: 1, total: 2 })
        answer(id, now)
      })`),
    )
    const seen: unknown[] = []
    const follow = {
      signal: new AbortController().signal,
      onProgress: (done: number, total: number) => seen.push([done, total]),
    }
    expect(await answers.answer('access.reach', question, follow)).toEqual({ ok: true, value: 0 })
    expect(seen).toEqual([[1, 2]])
  })

  it('lets a later question be answered first', async () => {
    const answers = answersOf(
      workerThat(`let first
      port.on('message', ({ id }) => {
        if (first === undefined) first = id
        else { answer(id, 'second'); answer(first, 'first') }
      })`),
    )
    const order: unknown[] = []
    await Promise.all([1, 2].map(() => ask(answers).then((answer) => order.push(answer))))
    expect(order).toEqual([
      { ok: true, value: 'second' },
      { ok: true, value: 'first' },
    ])
  })

  it('answers that a question was cancelled, tells the worker so, and keeps it', async () => {
    const answers = answersOf(
      workerThat(`let waiting
      port.on('message', ({ id, cancelled }) => {
        if (!waiting) waiting = cancelled
        else answer(id, Atomics.load(waiting, 0))
      })`),
    )
    const abort = new AbortController()
    const first = ask(answers, abort.signal)
    abort.abort()
    expect(await first).toEqual(fail({ code: 'cancelled' }))
    expect(await ask(answers)).toEqual({ ok: true, value: 1 })
  })

  it('cancels whatever is under way when the host ends', async () => {
    const answers = answersOf(workerThat(`port.on('message', () => undefined)`))
    const asked = ask(answers)
    await answers.close()
    expect(await asked).toEqual(fail({ code: 'cancelled' }))
    expect(await ask(answers)).toEqual(fail({ code: 'cancelled' }))
  })

  it('asks nothing after the signal', async () => {
    const answers = answersOf(workerThat('throw new Error("not needed")'))
    expect(await ask(answers, AbortSignal.abort())).toEqual(fail({ code: 'cancelled' }))
  })
})

describe('an access worker that fails', () => {
  it.each([
    ['dies', 'throw new Error("broken")', 'the access worker failed'],
    ['leaves', 'port.on("message", () => process.exit(7))', 'ended without an answer, with code 7'],
  ])('is a fault when it %s', async (_what, code, message) => {
    const answers = answersOf(workerThat(code))
    await expect(ask(answers)).rejects.toThrow(message)
  })

  it('is followed by another one at the next question', async () => {
    const answers = answersOf(
      workerThat(`port.on('message', ({ id }) => {
        if (existsSync(folder + '/died')) answer(id, 'alive')
        else { writeFileSync(folder + '/died', ''); process.exit(3) }
      })`),
    )
    await expect(ask(answers)).rejects.toThrow('with code 3')
    expect(await ask(answers)).toEqual({ ok: true, value: 'alive' })
  })

  it('tells where it failed, and not what it choked on (F4)', async () => {
    const answers = answersOf(
      workerThat(`port.on('message', ({ id }) => {
        const stack = ': \\n    at answer (file:///app/access-worker.js:1:2)'
        port.postMessage({ id, kind: 'fault', name: 'TypeError', stack })
      })`),
    )
    const fault: unknown = await ask(answers).catch((cause: unknown) => cause)
    expect(describeFault(fault)).toBe('TypeError | at answer (file:///app/access-worker.js:1:2)')
  })

  it('refuses, and tries again, where the store cannot be opened (F2)', async () => {
    const path = join(directory.path, 'no-folder')
    await writeFile(path, 'a file')
    const answers = answersOf(realWorker, path)
    const refusal = { ok: false, failure: { code: 'store_unreachable', rule: 'F2' } }
    expect(await ask(answers)).toMatchObject(refusal)
    expect(await ask(answers)).toMatchObject(refusal)
  })
})

describe('the access worker', () => {
  let workspace: Workspace

  beforeEach(async () => {
    workspace = await openWorkspace()
  })

  afterEach(() => workspace[Symbol.asyncDispose]())

  it('leaves the host free: other questions are answered meanwhile', async () => {
    const {
      admin,
      acting: here,
      id,
    } = await workspace.organization({ sample: { clients: 2_000, seed: 'a' } })
    const order: string[] = []
    const totals = admin['access.totals']({ acting: here }).then((answer) => {
      order.push('totals')
      return answer
    })
    for (let count = 0; count < 3; count++) valueOf(await admin['client.list']({ acting: here }))
    valueOf(await admin['user.list']({ organizationId: id }))
    order.push('lists')
    expect(valueOf(await totals)).toMatchObject({ apps: 2_004 })
    expect(order).toEqual(['lists', 'totals'])
  })

  it('gives a long question up when it is cancelled, and answers the next one', async () => {
    const { admin, acting: here } = await workspace.organization({ sample: { clients: 200, seed: 'a' } })
    const asked = admin['access.totals']({ acting: here, taskId: 'sums' })
    valueOf(await admin['task.cancel']({ taskId: 'sums' }))
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
    expect(valueOf(await admin['access.totals']({ acting: here, taskId: 'sums' }))).toMatchObject({
      apps: 204,
    })
  })

  it('tells how far it is under the id that the caller chose', async () => {
    const { admin, acting: here } = await workspace.organization({ sample: { clients: 200, seed: 'a' } })
    const seen: unknown[] = []
    workspace.grantdesk.subscribe('progress', (progress) => seen.push(progress))
    const { apps } = valueOf(await admin['access.totals']({ acting: here, taskId: 'sums' }))
    expect(seen.at(-1)).toEqual({ taskId: 'sums', done: apps, total: apps })
  })

  it('asks as the acting user, who needs the permission to see clients (O6)', async () => {
    const organization = await workspace.organization()
    const stranger = organization.as(await organization.user('Cem'))
    const input = { acting: stranger, operation: 'GET /api/v2/oauth/clients' }
    expect(await workspace.admin['access.who'](input)).toMatchObject({
      failure: { code: 'permission_missing', value: 'oauth:client:view' },
    })
  })

  it('sees what the host has just written', async () => {
    const organization = await workspace.organization()
    const { admin, acting: here } = organization
    const { client } = await organization.client({ scopes: ['oauth:readonly'] })
    const callable = async () =>
      valueOf(await admin['access.operations']({ acting: here, clientId: client.id })).operations.length
    expect(await callable()).toBe(0)
    await organization.authorize(client.id, ['oauth:readonly'])
    expect(await callable()).toBeGreaterThan(0)
  })
})
