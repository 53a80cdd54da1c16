import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loadKeytar } from '../../core/keychain/keytar-keychain.ts'
import type { Keychain, KeychainStatus } from '../../core/organization/ports.ts'

/** Why the real gnome-keyring cannot be tested here; null if it can. */
export async function reasonAgainstKeyring(): Promise<string | null> {
  if (process.platform !== 'linux') return 'gnome-keyring exists on Linux only'
  for (const [program, flag] of [
    ['dbus-run-session', '--version'],
    ['gnome-keyring-daemon', '--version'],
  ] as const)
    if (spawnSync(program, [flag]).error) return `${program} is not installed`
  try {
    await loadKeytar()
  } catch {
    return 'keytar was not built on this machine'
  }
  return null
}

/**
 * A keychain behind a D-Bus session of its own, in a child process. `keyring` says what waits there: one that is
 * unlocked, one that is locked and cannot ask a person, or none.
 */
export class SessionKeyring implements Keychain, AsyncDisposable {
  readonly #child: ChildProcess
  readonly #answers: AsyncIterator<string>

  constructor(home: string, keyring: 'unlocked' | 'locked' | 'none') {
    const node = [process.execPath, fileURLToPath(new URL('keychain-child.ts', import.meta.url))]
    const inSession = ['--', 'sh', '-c', `${preparations[keyring]} "$@"; kill -- -$$`, 'sh', ...node]
    this.#child = spawn('dbus-run-session', inSession, {
      stdio: ['pipe', 'pipe', 'ignore'],
      // A process group of its own, so that the daemons can be ended with the session.
      detached: true,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        XDG_RUNTIME_DIR: home,
        XDG_DATA_HOME: `${home}/data`,
      },
    })
    const { stdout } = this.#child
    if (!stdout) throw new Error('the child process has no output')
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]()
  }

  async status(): Promise<KeychainStatus> {
    // The child answers with what its own keychain answered.
    return (await this.#call('status')) as KeychainStatus
  }

  async save(account: string, secret: string): Promise<void> {
    await this.#call('save', account, secret)
  }

  async find(account: string): Promise<string | null> {
    return (await this.#call('find', account)) as string | null
  }

  async remove(account: string): Promise<boolean> {
    return (await this.#call('remove', account)) as boolean
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#child, 'exit')
    if (this.#child.pid !== undefined && this.#child.exitCode === null)
      process.kill(-this.#child.pid, 'SIGKILL')
    await gone
  }

  async #call(...call: readonly string[]): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify(call)}\n`)
    const line = await this.#answers.next()
    if (line.done) throw new Error('the child process ended')
    return JSON.parse(line.value)
  }
}

const preparations = {
  unlocked: 'printf "password\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null;',
  locked: '',
  none: 'DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent; export DBUS_SESSION_BUS_ADDRESS;',
} as const
