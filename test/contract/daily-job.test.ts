import { beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../core/contract/client.ts'
import { contract, definitionOf, type OperationName } from '../../core/contract/contract.ts'
import { doDailyJob } from './daily-job.ts'
import { transports, type Connected } from './transports.ts'

interface Call {
  readonly operation: OperationName
  readonly input: unknown
  readonly answer: unknown
  /** How often the windows were told that something changed. */
  readonly changes: number
}

type Connect = (typeof transports)[number][1]

async function recordDailyJob(connect: Connect) {
  await using connected: Connected = await connect()
  const { workspace } = connected
  const calls: Call[] = []
  let changes = 0
  const stop = workspace.grantdesk.subscribe('changed', () => changes++)
  const admin = createClient(async (operation, input) => {
    const before = changes
    const answer = await connected.send(operation, input)
    calls.push({ operation, input, answer, changes: changes - before })
    return answer
  })
  const decided = await doDailyJob(admin)
  stop()
  // What differs from run to run is where the file lies, which port was free, the ids that a worker draws for its files, and the key that signs.
  const told = JSON.stringify(calls)
    .replaceAll(workspace.directory, '/data')
    .replaceAll(/"fileId":"[0-9a-f]{32}"/g, '"fileId":""')
    .replaceAll(/"SHA256:[\w+/]{43}"/g, '"SHA256:"')
    .replaceAll(/(127\.0\.0\.1:|\[::1\]:|"port":)[1-9]\d*/g, '$10')
  const transcript = JSON.parse(told) as unknown
  return { calls, decided, transcript, log: workspace.log }
}

const recordings: Awaited<ReturnType<typeof recordDailyJob>>[] = []

beforeAll(async () => {
  for (const [, connect] of transports) recordings.push(await recordDailyJob(connect))
})

describe.each(transports.map(([name], index) => [name, index] as const))(
  'the daily job %s',
  (_name, index) => {
    const recording = () => {
      const found = recordings[index]
      if (!found) throw new Error('nothing was recorded')
      return found
    }

    it('is decided by authorization, permission and scope, in turn (P2)', () => {
      const { decided, log } = recording()
      expect(decided).toEqual(['deny P2.2 P2.4 P2.5', 'deny P2.5', 'allow', 'deny P2.4', 'deny P2.2 P2.4'])
      expect(log).toEqual([])
    })

    it('uses every operation of the contract', () => {
      const used = new Set(recording().calls.map(({ operation }) => operation))
      expect([...used].toSorted()).toEqual(Object.keys(contract).toSorted())
    })

    it('changes nothing by a query and nothing by a refusal', () => {
      const silent = recording().calls.filter(({ operation, answer }) => {
        const isRefused = typeof answer === 'object' && answer !== null && 'failure' in answer
        return isRefused || definitionOf(operation).kind === 'query'
      })
      expect(silent.length).toBeGreaterThan(30)
      expect(silent.filter(({ changes }) => changes > 0)).toEqual([])
    })

    it('tells every window of each change', () => {
      // What they change is no record: the keychain, a task, a file on its way, the server or the lab of this process.
      const isQuiet = (name: string) =>
        /^(secret\.keep|task\.cancel|file\.append|.*\.(export|report|compareReport|print|pack)|server\..*|lab\..*)$/.test(
          name,
        )
      const unheard = recording().calls.filter(
        ({ operation, answer, changes, input }) =>
          definitionOf(operation).kind === 'command' &&
          !isQuiet(operation) &&
          JSON.stringify(answer).startsWith('{"ok":true') &&
          !JSON.stringify(input).includes('"dryRun":true') &&
          changes === 0,
      )
      // The default roles were all there, so there was nothing to restore.
      expect(unheard.map(({ operation }) => operation)).toEqual(['role.restoreDefaults'])
    })

    it('answers in plain JSON: no field is undefined, no value loses anything on the way', () => {
      for (const { answer } of recording().calls) {
        expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer)
      }
    })
  },
)

describe('the daily job over every transport', () => {
  it('gets the same answers, word for word', () => {
    const [first, ...others] = recordings
    expect(others.length).toBeGreaterThan(0)
    for (const other of others) expect(other.transcript).toEqual(first?.transcript)
  })
})
