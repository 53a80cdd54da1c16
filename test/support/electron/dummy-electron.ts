import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where @electron/fuses finds the fuses: these bytes, a version, their number, one character each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fusesAsDelivered = '101100011'

/** A distribution of Electron as electron-builder needs it, without Electron: an executable with fuses, an empty archive. */
export function writeDummyElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const executable = join(folder, 'electron')
  writeFileSync(
    executable,
    Buffer.concat([
      Buffer.from(sentinel),
      Buffer.from([1, fusesAsDelivered.length]),
      Buffer.from(fusesAsDelivered),
    ]),
  )
  chmodSync(executable, 0o755)
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'resources/default_app.asar'), emptyArchive())
}

function emptyArchive(): Buffer {
  const header = Buffer.from('{"files":{}}')
  const sizes = [4, header.length + 8, header.length + 4, header.length]
  return Buffer.concat([...sizes.map(littleEndian), header])
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
