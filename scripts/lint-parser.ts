/** The parser of the linter: that of typescript-eslint, with one program for all files of a run, components included. */
import { basename, extname, join } from 'node:path'
import ts from 'typescript'
import tseslint from 'typescript-eslint'

interface Options {
  readonly filePath?: string
  readonly projectService?: unknown
  readonly programs?: readonly ts.Program[]
}

interface Parser {
  parseForESLint(code: string, options: Options): { readonly ast: unknown; readonly scopeManager: unknown }
}

const root = join(import.meta.dirname, '..')
const parser: Parser = tseslint.parser
let program: ts.Program | null = null

/**
 * Takes types from the program of the run where that has the very text, and from the project service elsewhere.
 * The service is right at any time, but makes its program anew for each component, which takes a minute in all.
 */
export const lintParser: Parser = {
  ...tseslint.parser,
  parseForESLint: (code, options) => {
    const { filePath, projectService } = options
    if (filePath === undefined || projectService !== true || !isSingleRun)
      return parser.parseForESLint(code, options)
    program ??= createProgram()
    if (program.getSourceFile(filePath)?.text !== code) return parser.parseForESLint(code, options)
    return parser.parseForESLint(code, { ...options, projectService: false, programs: [program] })
  },
}

/** An editor lints again and again, and --fix changes what was read. */
const isSingleRun = /^eslint(\.js)?$/.test(basename(process.argv[1] ?? '')) && !process.argv.includes('--fix')

/** Of all that tsconfig.json includes, and of each component its script. */
function createProgram(): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: unknown
  }
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    root,
    {},
    undefined,
    undefined,
    [{ extension: '.vue', isMixedContent: false, scriptKind: ts.ScriptKind.Deferred }],
  )
  // A component that imports nothing is a module too, and its names are its own.
  const settings = { ...options, allowNonTsExtensions: true, moduleDetection: ts.ModuleDetectionKind.Force }
  const host = ts.createCompilerHost(settings, true)
  const readFile = (path: string) => ts.sys.readFile(path)
  host.readFile = (path) => (extname(path) === '.vue' ? script(readFile(path) ?? '') : readFile(path))
  return ts.createProgram(fileNames, settings, host)
}

/** The script of a component as the parser of components hands it on: type parameters are types before it. */
function script(component: string): string {
  const [, attributes = '', text = ''] = /<script\b([^>]*)>(.*?)<\/script>/s.exec(component) ?? []
  const generic = /\bgeneric="([^"]*)"/.exec(attributes)?.[1]
  if (generic === undefined) return text
  const types = generic.split(',').map((parameter) => {
    const [name = '', bound = 'unknown'] = parameter.trim().split(/\s+extends(?=\s)/)
    return `type ${name} = ${bound}`
  })
  return `${types.join(';')};\n${text}`
}
