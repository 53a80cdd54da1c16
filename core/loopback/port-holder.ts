import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'

/** A process that listens on a port, as the system tells it. */
export interface PortHolder {
  readonly pid: number
  /** Empty where the system tells only the number. */
  readonly name: string
}

/** How many milliseconds the system may take to say who holds a port. */
const PATIENCE = 1_500

/**
 * Who listens on a port of this machine (L2); undefined where the system does not tell, as for a process of another user. It never
 * fails: the port is taken whether or not its holder has a name.
 */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  try {
    if (process.platform === 'linux') return await holderOnLinux(port)
    if (process.platform === 'win32') {
      const pid = readNetstat(await run('netstat.exe', ['-ano', '-p', 'TCP']), port)
      if (pid === undefined) return undefined
      const filter = ['/FI', `PID eq ${String(pid)}`, '/FO', 'CSV', '/NH']
      return { pid, name: readTaskList(await run('tasklist.exe', filter), pid) }
    }
    return readLsof(await run('lsof', ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-Fpc']))
  } catch {
    // No such tool, no right to look, or no answer in time: the holder just stays unnamed.
    return undefined
  }
}

/** `lsof -Fpc`: a line `p` with the number, then a line `c` with the command. */
export function readLsof(text: string): PortHolder | undefined {
  const pid = /^p(\d+)$/m.exec(text)?.[1]
  if (pid === undefined) return undefined
  return { pid: Number(pid), name: /^c(.+)$/m.exec(text)?.[1] ?? '' }
}

/** `netstat -ano`: the word for listening is translated, but only a listener has a foreign port of 0. */
export function readNetstat(text: string, port: number): number | undefined {
  for (const line of text.split(/\r?\n/)) {
    const [, local, foreign, pid] = /^\s*TCP\s+(\S+)\s+(\S+)\s+\S+\s+(\d+)\s*$/.exec(line) ?? []
    if (local?.endsWith(`:${String(port)}`) && foreign?.endsWith(':0')) return Number(pid)
  }
  return undefined
}

/** `tasklist /FO CSV /NH`: the name of the process with this number; empty where it is not listed. */
export function readTaskList(text: string, pid: number): string {
  for (const line of text.split(/\r?\n/)) {
    const [, name, number] = /^"([^"]*)","(\d+)"/.exec(line) ?? []
    if (name !== undefined && Number(number) === pid) return name
  }
  return ''
}

/** `/proc/net/tcp`: the inodes of the sockets that listen on a port. */
export function readSocketInodes(text: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const inodes: string[] = []
  for (const line of text.split('\n')) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
    if (local?.endsWith(suffix) && state === LISTENING && inode !== undefined) inodes.push(inode)
  }
  return inodes
}

/** `TCP_LISTEN` of the kernel. */
const LISTENING = '0A'

async function holderOnLinux(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readIfThere(path)))
  const sockets = new Set(
    tables.flatMap((table) => readSocketInodes(table, port)).map((inode) => `socket:[${inode}]`),
  )
  if (sockets.size === 0) return undefined
  const until = performance.now() + PATIENCE
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    if (performance.now() > until) return undefined
    if (!(await holdsOneOf(pid, sockets))) continue
    return { pid: Number(pid), name: await nameOf(pid) }
  }
  return undefined
}

/** The program's name; a process may call itself something else, as Node does, which is all that other users' processes show. */
async function nameOf(pid: string): Promise<string> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '')
  if (program === '') return (await readIfThere(`/proc/${pid}/comm`)).trim()
  return basename(program.replace(/ \(deleted\)$/, ''))
}

async function holdsOneOf(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const directory = `/proc/${pid}/fd`
  // A process that has ended meanwhile, or is another user's, shows nothing.
  const names = await readdir(directory).catch(() => [])
  const targets = await Promise.all(names.map((name) => readlink(`${directory}/${name}`).catch(() => '')))
  return targets.some((target) => sockets.has(target))
}

function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

function run(program: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: PATIENCE, windowsHide: true, maxBuffer: 4 * 1024 * 1024 }
    execFile(program, parameters, options, (error, stdout) => {
      if (error) reject(new Error(`${program} gave no answer`, { cause: error }))
      else resolve(stdout)
    })
  })
}
