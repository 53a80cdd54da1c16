import envPaths from 'env-paths'

/** The platform's application-data folder, where the store lives unless a person names another. */
export function dataDirectory(): string {
  return envPaths('Grantdesk', { suffix: '' }).data
}
