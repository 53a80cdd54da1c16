export const history = {
  title: 'History',
  undone: 'Undone: {title}',
}
