export default function Layout(props: { children: unknown }) {
  return props.children
}
