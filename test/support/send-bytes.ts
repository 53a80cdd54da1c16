import { connect } from 'node:net'

/** One response as it came over the wire. */
interface Got {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends bytes as they are and answers every response until the connection ends, or until so many have come. */
export function sendBytes(
  port: number,
  bytes: string | Buffer,
  responses = Infinity,
): Promise<readonly Got[]> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('latin1')
    socket.on('data', (more: string) => {
      text += more
      if (readResponses(text).length >= responses) socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(readResponses(text))
    })
  })
}

function readResponses(text: string): readonly Got[] {
  const got: Got[] = []
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return got
    const [line = '', ...fields] = rest.slice(0, end).split('\r\n')
    const headers = new Map(
      fields.map((field) => [
        field.slice(0, field.indexOf(':')).toLowerCase(),
        field.slice(field.indexOf(':') + 2),
      ]),
    )
    const length = Number(headers.get('content-length') ?? 0)
    rest = rest.slice(end + 4)
    got.push({ status: Number(line.split(' ')[1]), headers, body: rest.slice(0, length) })
    rest = rest.slice(length)
  }
}
