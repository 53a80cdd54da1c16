import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtCommand } from './open-host.ts'

/** Lists of arguments for the built `grantdesk` command. */
export type Commands = readonly (readonly string[])[]

/**
 * Data directories, each of one test. What is done with the command before the interface starts is done once for
 * all tests of a worker that want the same, and then copied.
 */
export class Workspaces implements Disposable {
  readonly #directories: string[] = []
  readonly #prepared = new Map<string, string>()

  async fresh(before: Commands): Promise<string> {
    const directory = this.#newDirectory()
    if (before.length > 0) cpSync(await this.#prepare(before), directory, { recursive: true })
    return directory
  }

  [Symbol.dispose](): void {
    for (const path of this.#directories) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }

  async #prepare(before: Commands): Promise<string> {
    const key = JSON.stringify(before)
    const known = this.#prepared.get(key)
    if (known !== undefined) return known
    const directory = this.#newDirectory()
    for (const args of before) await runCommand(directory, args)
    this.#prepared.set(key, directory)
    return directory
  }

  #newDirectory(): string {
    const directory = mkdtempSync(join(tmpdir(), 'grantdesk-e2e-'))
    this.#directories.push(directory)
    return directory
  }
}

/** Runs the built `grantdesk` command on a workspace; answers what it prints as JSON. */
export async function runCommand(dataDirectory: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [builtCommand, '--data', dataDirectory, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  if (code !== 0 && out.trim() === '') {
    throw new Error(`grantdesk ${args.join(' ')} ended with ${String(code)}: ${err}`)
  }
  return JSON.parse(out)
}
