import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A D-Bus session of its own with an unlocked gnome-keyring, for hosts that are started with `env`. */
export interface Keyring extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>
}

export async function startKeyring(): Promise<Keyring> {
  const home = mkdtempSync(join(tmpdir(), 'grantdesk-keyring-'))
  const inSession =
    'printf "password\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null;' +
    'echo "$DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null; kill -- -$$'
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', inSession], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // A process group of its own, so that the daemons can be ended with the session.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_RUNTIME_DIR: home,
      XDG_DATA_HOME: join(home, 'data'),
    },
  })
  const { value: address } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: String(address) },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
      await gone
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
