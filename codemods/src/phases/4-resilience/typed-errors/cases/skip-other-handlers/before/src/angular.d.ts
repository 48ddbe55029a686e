declare module '@angular/core' {
  export function inject<T>(token: new () => T): T
}
