import type { OutputOf } from '../core/contract/contract.ts'
import { CommandError, exitCodes } from './exit.ts'
import type { Followed } from './follow.ts'
import type { Session } from './session.ts'

/** The most users of one page of the contract, and the most apps. */
const USERS_OF_A_PAGE = 1_000
const APPS_OF_A_PAGE = 200
/** So many counts are held at once, however many users there are. */
const MOST_CELLS = 500_000

/** Which part of the matrix, by searches; a null division stands for any. */
export interface MatrixWanted {
  readonly apps: string
  readonly users: string
  readonly operations: string
  readonly division: string | null
}

type Page = OutputOf<'access.matrix'>

/** Every user, and then app by app how many operations it can call for each of them. */
export interface Matrix {
  readonly organizationId: string
  readonly users: Page['users']['rows']
  readonly apps: number
  /** How many operations are counted. */
  readonly operations: number
  readonly rows: () => AsyncGenerator<MatrixRow>
}

/** `calls` are in the order of the users; none for an app that acts for itself, which has `itself`. */
export interface MatrixRow {
  readonly clientId: string
  readonly name: string
  readonly itself: number | null
  readonly calls: readonly number[]
}

interface Part {
  readonly offset: number
  readonly limit: number
}

/** Reads the matrix page by page; an organization that is changed meanwhile ends the command, since no matrix is of two moments. */
export async function readMatrix(session: Session, task: Followed, wanted: MatrixWanted): Promise<Matrix> {
  const acting = await session.acting()
  const { organizationId } = acting
  const readHead = async () => (await session.call('event.head', { organizationId })).hash
  const read = (apps: Part, users: Part) => {
    task.goOn()
    return session.call('access.matrix', {
      acting,
      apps: { search: wanted.apps, ...apps },
      users: { search: wanted.users, ...users },
      operations: wanted.operations,
      division: wanted.division,
      taskId: task.taskId,
    })
  }
  const head = await readHead()
  const users: Page['users']['rows'][number][] = []
  const none: Part = { offset: 0, limit: 0 }
  let page = await read(none, { offset: 0, limit: USERS_OF_A_PAGE })
  users.push(...page.users.rows)
  while (page.users.rows.length === USERS_OF_A_PAGE) {
    page = await read(none, { offset: users.length, limit: USERS_OF_A_PAGE })
    users.push(...page.users.rows)
  }
  const total = page.apps.total
  const atOnce = Math.min(APPS_OF_A_PAGE, Math.max(1, Math.floor(MOST_CELLS / (users.length + 1))))

  async function readRows(offset: number): Promise<readonly MatrixRow[]> {
    const apps = { offset, limit: atOnce }
    const first = await read(apps, { offset: 0, limit: USERS_OF_A_PAGE })
    const calls = first.counts.map((row) => [...row])
    for (let at = USERS_OF_A_PAGE; at < users.length; at += USERS_OF_A_PAGE) {
      const { counts } = await read(apps, { offset: at, limit: USERS_OF_A_PAGE })
      for (const [place, row] of counts.entries()) calls[place]?.push(...row)
    }
    return first.apps.rows.map((app, place) => ({ ...app, calls: calls[place] ?? [] }))
  }

  async function* rows(): AsyncGenerator<MatrixRow> {
    for (let offset = 0; offset < total; offset += atOnce) {
      yield* await readRows(offset)
      task.show(Math.min(offset + atOnce, total), total)
    }
    if ((await readHead()) !== head) {
      const answer = { code: 'record_changed', exitCode: exitCodes.refused } as const
      throw new CommandError(answer, session.words.changedMeanwhile)
    }
  }

  return { organizationId, users, apps: total, operations: page.operations, rows }
}
