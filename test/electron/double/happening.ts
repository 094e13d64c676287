/** An event whose default can be prevented, as Electron hands it to listeners. */
export class Happening {
  defaultPrevented = false;
  readonly url: string;
  constructor(url = '') {
    this.url = url;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
