const supabaseUrl = process.env.SUPABASE_URL ?? ''
const appBaseUrl = process.env.NEXT_PUBLIC_APP_URL ?? ''

export async function rows(table: string): Promise<unknown> {
  return (await fetch(`${supabaseUrl}/rest/${table}`)).json()
}

export async function stock(id: string): Promise<unknown> {
  return (await fetch(`${process.env.STOCK_BASE_URL}/stock/${id}`)).json()
}

export async function recognised(path: string): Promise<string> {
  return (await fetch(`${appBaseUrl}/recognise/${path}`)).text()
}

export async function scanned(path: string): Promise<string> {
  return (await fetch(`${process.env.NEXT_PUBLIC_SCANNER_URL}/scan/${path}`)).text()
}
